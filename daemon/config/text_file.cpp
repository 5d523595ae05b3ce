#include "daemon/config/text_file.hpp"

#include <fmt/format.h>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace entangled {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t limit_bytes = std::size_t{1} << 20U;

std::string reason(int error) { return error == 0 ? "it cannot be read" : std::generic_category().message(error); }

}  // namespace

void throw_exception_from_error(const FileError& error, const boost::source_location& where)
{
    throw std::logic_error(
        fmt::format("{}:{}: value of a failed result: {}", where.file_name(), where.line(), error.detail));
}

boost::system::result<std::string, FileError> read_text_file(const std::string& path)
{
    std::error_code ignored;
    // Opening a folder succeeds on Linux; only reading it fails.
    const auto type = fs::status(path, ignored).type();
    if (type == fs::file_type::directory) return FileError{"it is a folder"};
    // Opening it would wait for somebody to write, and nobody may.
    if (type == fs::file_type::fifo) return FileError{"it is a pipe; name a file"};
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return FileError{reason(errno)};
    std::string text;
    std::array<char, 16 * 1024> block{};
    while (text.size() <= limit_bytes && stream) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) return FileError{reason(errno)};
    if (text.size() > limit_bytes) return FileError{"it is larger than 1 MiB"};
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    return {boost::system::in_place_value, std::move(text)};
}

std::string path_beside(std::string_view base, std::string_view path)
{
    return (fs::path(base).parent_path() / fs::path(path)).lexically_normal().string();
}

std::string absolute_path_beside(std::string_view base, std::string_view path)
{
    std::error_code failed;
    const auto absolute = fs::absolute(path_beside(base, path), failed);
    return failed ? path_beside(base, path) : absolute.lexically_normal().string();
}

}  // namespace entangled
