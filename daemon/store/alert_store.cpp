#include "daemon/store/alert_store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/alerts/state_text.hpp"

namespace entangled {
namespace {

/// Far above any number of alerts; keeps a wrong file from filling the memory.
constexpr std::size_t limit_bytes = std::size_t{64} << 20U;

/// An open file, closed at the end of its life. Opening waits for nothing, not even if it is a pipe.
class Descriptor {
  public:
    Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK, 0644))
    {
    }
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;

    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    [[nodiscard]] int number() const noexcept { return number_; }
    /// False if the system could not close it, which is how some file systems report that a write failed.
    [[nodiscard]] bool close() noexcept { return ::close(std::exchange(number_, -1)) == 0; }

  private:
    int number_;
};

Error failure(std::string_view what, const std::string& path)
{
    const std::error_code cause(errno, std::generic_category());
    return {Errc::internal_error, fmt::format("cannot {} {}: {}", what, path, cause.message())};
}

bool write_all(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<std::string> read_all(const Descriptor& file, const std::string& path)
{
    std::string text;
    std::array<char, 16384> block{};
    while (true) {
        const ssize_t count = ::read(file.number(), block.data(), block.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure("read", path);
        if (count == 0) return text;
        text.append(block.data(), static_cast<std::size_t>(count));
        if (text.size() > limit_bytes) {
            return Error{Errc::bad_value, fmt::format("{}: larger than {} bytes", path, limit_bytes)};
        }
    }
}

Result<void> write_file(const std::string& path, std::string_view text)
{
    Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open()) return failure("create", path);
    if (!write_all(file.number(), text)) return failure("write", path);
    if (::fsync(file.number()) != 0) return failure("sync", path);
    if (!file.close()) return failure("close", path);
    return {};
}

/// Makes a rename in the folder of `path` durable.
Result<void> sync_folder_of(const std::string& path)
{
    std::string folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty()) folder = ".";
    const Descriptor directory(folder, O_RDONLY | O_DIRECTORY);
    if (!directory.is_open()) return failure("open", folder);
    // Some file systems cannot sync a folder and say so by EINVAL; the file itself is then still whole.
    if (::fsync(directory.number()) != 0 && errno != EINVAL) return failure("sync", folder);
    return {};
}

Result<void> replace(const std::string& from, const std::string& to)
{
    if (std::rename(from.c_str(), to.c_str()) != 0) return failure("rename to " + to + " the file", from);
    return sync_folder_of(to);
}

}  // namespace

Result<AlertStates> load_alert_states(const std::string& path)
{
    const Descriptor file(path, O_RDONLY);
    if (!file.is_open()) {
        if (errno == ENOENT) return AlertStates{};
        return failure("open", path);
    }
    const auto text = read_all(file, path);
    if (!text) return text.error();
    return from_json(*text, path);
}

Result<void> save_alert_states(const std::string& path, const AlertStates& states)
{
    const std::string fresh = path + ".new";
    if (auto written = write_file(fresh, to_json(states)); !written) return written;
    return replace(fresh, path);
}

Result<std::string> quarantine(const std::string& path)
{
    std::string aside = path + ".damaged";
    if (auto moved = replace(path, aside); !moved) return moved.error();
    return aside;
}

}  // namespace entangled
