#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

#include "indicators/core/time.hpp"

namespace entangled {

/// Which state of a file was read: equal stamps, equal bytes, unless somebody forges times.
struct FileStamp {
    Timestamp modified;
    std::uint64_t inode{};
    std::uint64_t size{};
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

struct FileBytes {
    std::string bytes;
    FileStamp stamp;
};

/// Why a file could not be read: path, cause and what to do, one line.
struct FileReadError {
    std::string detail;
};
[[noreturn]] void throw_exception_from_error(const FileReadError& error, const boost::source_location& where);

/// Reads a whole regular file. Blocks, so it belongs on the worker. Errors: missing, no permission, not a regular file,
/// more than `limit` bytes, changed while it was read.
[[nodiscard]] boost::system::result<FileBytes, FileReadError> read_file(const std::string& path, std::size_t limit);

}  // namespace entangled
