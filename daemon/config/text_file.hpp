#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

namespace entangled {

/// Why a file could not be read, in words that end a sentence.
struct FileError {
    std::string detail;
};
[[noreturn]] void throw_exception_from_error(const FileError& error, const boost::source_location& where);

/// The whole of a text file of at most 1 MiB, without a byte order mark.
[[nodiscard]] boost::system::result<std::string, FileError> read_text_file(const std::string& path);

/// `path` as seen from the folder of the file `base`; `base` is a path of its own, not a folder.
[[nodiscard]] std::string path_beside(std::string_view base, std::string_view path);
/// The same, absolute.
[[nodiscard]] std::string absolute_path_beside(std::string_view base, std::string_view path);

}  // namespace entangled
