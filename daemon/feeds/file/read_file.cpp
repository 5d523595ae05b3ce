#include "daemon/feeds/file/read_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace entangled {
namespace {

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const noexcept { return number_; }

  private:
    int number_;
};

FileReadError failed(const std::string& path, int error)
{
    const std::string cause = std::generic_category().message(error);
    switch (error) {
        case ENOENT: return {fmt::format("{} does not exist; put the file there or correct the path", path)};
        case ENOTDIR: return {fmt::format("{}: a part of the path is not a folder; correct the path", path)};
        case EACCES:
            return {
                fmt::format("{} must not be read: {}; give the user of the daemon read permission on the file and "
                            "search permission on its folders",
                            path, cause)};
        case ELOOP: return {fmt::format("{}: its symbolic links form a loop; correct them", path)};
        default: return {fmt::format("{} cannot be read: {}", path, cause)};
    }
}

FileStamp stamp_of(const struct stat& status)
{
    const auto modified =
        std::chrono::seconds{status.st_mtim.tv_sec} + std::chrono::nanoseconds{status.st_mtim.tv_nsec};
    return {Timestamp{std::chrono::floor<Duration>(modified)}, status.st_ino,
            static_cast<std::uint64_t>(status.st_size)};
}

bool same_moment(const struct stat& a, const struct stat& b)
{
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

// Reads to the end of the file or one byte past the limit; returns errno.
int read_all(int file, std::size_t limit, std::size_t expected, std::string& bytes)
{
    constexpr std::size_t smallest_step = 4096;
    std::size_t length = 0;
    bytes.resize(std::min(expected + 1, limit + 1));
    while (length <= limit) {
        if (length == bytes.size()) bytes.resize(std::min(limit + 1, length + std::max(length, smallest_step)));
        const ::ssize_t got = ::read(file, bytes.data() + length, bytes.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    bytes.resize(length);
    return 0;
}

}  // namespace

void throw_exception_from_error(const FileReadError& error, const boost::source_location& where)
{
    throw std::logic_error(fmt::format("{}:{}: bytes of a file that could not be read: {}", where.file_name(),
                                       where.line(), error.detail));
}

boost::system::result<FileBytes, FileReadError> read_file(const std::string& path, std::size_t limit)
{
    const auto too_large = [&] {
        return FileReadError{
            fmt::format("{} is larger than the limit of {} bytes; split it or drop what is not needed", path, limit)};
    };
    // Without O_NONBLOCK a FIFO of that name would hold the worker for good.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.number() < 0) return failed(path, errno);
    struct stat before {};
    if (::fstat(file.number(), &before) != 0) return failed(path, errno);
    if (S_ISDIR(before.st_mode)) return FileReadError{fmt::format("{} is a folder; name the file in it", path)};
    if (!S_ISREG(before.st_mode)) return FileReadError{fmt::format("{} is no regular file; name one", path)};
    if (static_cast<std::uint64_t>(before.st_size) > limit) return too_large();
    FileBytes read;
    if (const int error = read_all(file.number(), limit, static_cast<std::size_t>(before.st_size), read.bytes)) {
        return failed(path, error);
    }
    if (read.bytes.size() > limit) return too_large();
    struct stat after {};
    if (::fstat(file.number(), &after) != 0) return failed(path, errno);
    if (!same_moment(before, after) || read.bytes.size() != static_cast<std::uint64_t>(after.st_size)) {
        return FileReadError{
            fmt::format("{} changed while it was read; it is read again when its writer closes it. "
                        "Writing to another name and renaming avoids this",
                        path)};
    }
    read.stamp = stamp_of(after);
    return read;
}

}  // namespace entangled
