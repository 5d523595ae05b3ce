#pragma once

#include <string>

#include "daemon/config/toml_document.hpp"

namespace entangled {

/// The sections of a configuration file and of all files it includes, put together.
struct Document {
    Node root;
    bool complete{true};  ///< false if a file is missing or not valid TOML: names may then only seem unknown
};

/// Reads `path` and everything it includes, each file once. Keys of one section may stand in several files, each key in
/// one; `[[...]]` tables of all files are appended, those of a file before those of its includes.
[[nodiscard]] Document read_document(const std::string& path, Problems& problems);

}  // namespace entangled
