#include "daemon/doctor/http/asking.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <array>
#include <memory>
#include <optional>

#include "daemon/doctor/http/curl_library.hpp"

namespace entangled::doctor {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

/// A body that is being received, and where it ends.
struct Receiver {
    std::string body;
    std::size_t limit{};
    bool is_too_long{false};
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* to)
{
    auto& receiver = *static_cast<Receiver*>(to);
    if (receiver.body.size() + size * count > receiver.limit) {
        receiver.is_too_long = true;
        return 0;
    }
    receiver.body.append(data, size * count);
    return size * count;
}

const std::string& address_of(const Addresses& addresses, Server server)
{
    switch (server) {
        case Server::daemon: return addresses.daemon;
        case Server::prometheus: return addresses.prometheus;
        case Server::alertmanager: break;
    }
    return addresses.alertmanager;
}

class Asker {
  public:
    Asker(CurlLibrary curl, const AskOptions& options) : curl_(curl), options_(options), handle_(nullptr, curl.cleanup)
    {
    }

    /// Whether libcurl could be set up at all.
    bool start()
    {
        handle_.reset(curl_.init());
        return handle_ != nullptr && set_limits() && set_files();
    }

    /// Whether the server last asked may well not answer the next question either.
    [[nodiscard]] bool is_silent() const noexcept { return is_silent_; }

    Answer ask(const Question& question, const std::string& address)
    {
        is_silent_ = false;
        Answer answer;
        answer.url = address + question.path;
        const std::string url = answer.url + query_of(question);
        Receiver receiver{{}, options_.size_limit};
        error_.fill('\0');
        curl_.set(handle_.get(), CURLOPT_URL, url.c_str());
        curl_.set(handle_.get(), CURLOPT_WRITEDATA, &receiver);
        const CURLcode code = curl_.perform(handle_.get());
        answer.received_at = std::chrono::floor<Duration>(std::chrono::system_clock::now());
        if (code != CURLE_OK) {
            answer.failure =
                receiver.is_too_long ? fmt::format("more than {} MiB", receiver.limit / 1024 / 1024) : failure_of(code);
            is_silent_ = !receiver.is_too_long;
            return answer;
        }
        answer.body = std::move(receiver.body);
        read_head(answer);
        return answer;
    }

  private:
    template <class Value>
    bool set(CURLoption option, Value value)
    {
        return curl_.set(handle_.get(), option, value) == CURLE_OK;
    }

    bool set_limits()
    {
        return set(CURLOPT_PROTOCOLS_STR, "http,https") && set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_PROXY, "") &&
               set(CURLOPT_NOSIGNAL, 1L) && set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.time_limit.count())) &&
               set(CURLOPT_USERAGENT, "entangled-doctor") && set(CURLOPT_ERRORBUFFER, error_.data()) &&
               set(CURLOPT_WRITEFUNCTION, &receive);
    }

    bool set_files()
    {
        const bool ca = options_.ca_file.empty() || set(CURLOPT_CAINFO, options_.ca_file.c_str());
        const bool names = options_.netrc_file.empty() || (set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL)) &&
                                                           set(CURLOPT_NETRC_FILE, options_.netrc_file.c_str()));
        return ca && names;
    }

    std::string query_of(const Question& question)
    {
        std::string query;
        for (const auto& [name, value] : question.parameters) {
            const std::unique_ptr<char, decltype(&curl_free)> escaped(
                curl_.escape(handle_.get(), value.data(), static_cast<int>(value.size())), curl_.free);
            query += fmt::format("{}{}={}", query.empty() ? '?' : '&', name, escaped ? escaped.get() : "");
        }
        return query;
    }

    std::string failure_of(CURLcode code) const
    {
        return error_.front() != '\0' ? std::string{error_.data()} : std::string{curl_.text_of(code)};
    }

    void read_head(Answer& answer)
    {
        long status = 0;
        const char* location = nullptr;
        curl_.info(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
        curl_.info(handle_.get(), CURLINFO_REDIRECT_URL, &location);
        answer.status = static_cast<unsigned>(status);
        if (location != nullptr) answer.location = location;
        curl_header* date = nullptr;
        if (curl_.header(handle_.get(), "Date", 0, CURLH_HEADER, -1, &date) != CURLHE_OK) return;
        const time_t seconds = curl_.read_date(date->value, nullptr);
        if (seconds >= 0) answer.date = Timestamp{std::chrono::seconds{seconds}};
    }

    CurlLibrary curl_;
    const AskOptions& options_;
    Handle handle_;
    bool is_silent_{false};
    std::array<char, CURL_ERROR_SIZE> error_{};
};

std::optional<Error> unreadable(std::string_view option, const std::string& file)
{
    if (file.empty() || ::access(file.c_str(), R_OK) == 0) return std::nullopt;
    return Error{Errc::not_configured, fmt::format("{}: {} cannot be read", option, file)};
}

}  // namespace

Result<Answers> ask_all(std::span<const Question> questions, const Addresses& addresses, const AskOptions& options)
{
    if (auto error = unreadable("--netrc-file", options.netrc_file)) return *error;
    if (auto error = unreadable("--ca-file", options.ca_file)) return *error;
    const auto curl = load_curl();
    if (!curl) return curl.error();
    Asker asker(*curl, options);
    if (!asker.start()) return Error{Errc::not_configured, "libcurl is too old: 7.85 or newer is needed"};
    Answers answers;
    std::map<Server, std::string> silent;
    for (const Question& question : questions) {
        const auto before = silent.find(question.server);
        const std::string& address = address_of(addresses, question.server);
        Answer answer;
        if (before == silent.end()) {
            answer = asker.ask(question, address);
            if (asker.is_silent()) silent.emplace(question.server, answer.failure);
        } else {
            answer.url = address + question.path;
            answer.failure = before->second;
        }
        answers.insert_or_assign(question.id, std::move(answer));
    }
    return answers;
}

}  // namespace entangled::doctor
