#include "daemon/doctor/json_answer.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "daemon/report/clean_text.hpp"

namespace entangled::doctor {
namespace {

namespace json = boost::json;

constexpr std::size_t shown = 120;
constexpr unsigned ok = 200;

const json::value* at(const json::value& value, std::string_view pointer)
{
    boost::system::error_code error;
    return value.find_pointer(pointer, error);
}

}  // namespace

std::string beginning(std::string_view text)
{
    std::size_t size = std::min(text.size(), shown);
    constexpr unsigned continuation = 0x80;
    constexpr unsigned mask = 0xC0;
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & mask) == continuation) --size;
    std::string line = report::one_line(text.substr(0, size));
    line.erase(line.find_last_not_of(' ') + 1);
    return size < text.size() ? line + "..." : line;
}

std::string what_is_wrong(const Answer* answer)
{
    constexpr unsigned first_redirect = 300;
    constexpr unsigned first_refusal = 400;
    if (answer == nullptr) return "it was not asked";
    if (answer->status == 0) return fmt::format("{} gives no answer: {}", answer->url, beginning(answer->failure));
    if (answer->status == ok) return {};
    if (answer->status >= first_redirect && answer->status < first_refusal) {
        return fmt::format("{} leads to {}", answer->url,
                           answer->location.empty() ? "somewhere else" : beginning(answer->location));
    }
    const std::string body = beginning(answer->body);
    return fmt::format("{} answers {}{}{}", answer->url, answer->status, body.empty() ? "" : ": ", body);
}

std::string remedy_against(const Answer* answer)
{
    constexpr unsigned unauthorized = 401;
    constexpr unsigned forbidden = 403;
    if (answer == nullptr || answer->status == ok) return {};
    if (answer->status == 0) {
        const bool is_distrusted = answer->failure.find("certificate") != std::string::npos;
        return is_distrusted ? "If it is the right server, give the certificate that signs its own with --ca-file."
                             : "";
    }
    if (answer->body.find("to an HTTPS server") != std::string::npos) return "Give its address with https://.";
    if (!answer->location.empty()) return "Give the address that it leads to.";
    if (answer->status == unauthorized || answer->status == forbidden) {
        return "Give name and password of that host in a file with --netrc-file.";
    }
    return {};
}

const Answer* find(const Answers& answers, std::string_view id)
{
    const auto found = answers.find(id);
    return found == answers.end() ? nullptr : &found->second;
}

Result<json::value> json_of(const Answer* answer)
{
    if (std::string wrong = what_is_wrong(answer); !wrong.empty()) return Error{Errc::no_data, std::move(wrong)};
    boost::system::error_code error;
    json::value value = json::parse(answer->body, error);
    if (!error) return value;
    return Error{Errc::bad_value, fmt::format("{} answers with what is no JSON ({}): {}", answer->url, error.message(),
                                              answer->body.empty() ? "nothing" : "'" + beginning(answer->body) + "'")};
}

Result<json::value> data_of(const Answer* answer)
{
    // A refused query says why in the body.
    constexpr unsigned first_refusal = 400;
    if (answer != nullptr && answer->status >= first_refusal) {
        boost::system::error_code error;
        const json::value value = json::parse(answer->body, error);
        if (!error && text_at(value, "/status") == "error") {
            return Error{Errc::bad_value, beginning(text_at(value, "/error"))};
        }
    }
    auto whole = json_of(answer);
    if (!whole) return whole;
    if (const json::value* data = at(*whole, "/data"); data != nullptr && text_at(*whole, "/status") == "success") {
        // Braces would make an array of it.
        return json::value(*data);
    }
    return Error{Errc::bad_value, fmt::format("{} answers with what Prometheus does not say: '{}'", answer->url,
                                              beginning(answer->body))};
}

std::string text_at(const json::value& value, std::string_view pointer)
{
    const json::value* found = at(value, pointer);
    if (found == nullptr || !found->is_string()) return {};
    return std::string{std::string_view{found->get_string()}};
}

const json::array& array_at(const json::value& value, std::string_view pointer)
{
    static const json::array none;
    const json::value* found = at(value, pointer);
    return found != nullptr && found->is_array() ? found->get_array() : none;
}

std::optional<double> read_number(std::string_view text) noexcept
{
    if (text.starts_with('+')) text.remove_prefix(1);
    double number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<double> number_of(const json::value& value)
{
    if (value.is_string()) return read_number(value.get_string());
    boost::system::error_code error;
    const double number = value.to_number<double>(error);
    if (error) return std::nullopt;
    return number;
}

std::optional<double> sample_at(const json::value& value, std::string_view pointer)
{
    const json::array& sample = array_at(value, pointer);
    return sample.size() == 2 ? number_of(sample[1]) : std::nullopt;
}

}  // namespace entangled::doctor
