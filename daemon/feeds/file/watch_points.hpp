#pragma once

#include <set>
#include <string>

namespace entangled {

/// What decides where a path leads.
struct WatchPoints {
    /// Folder and name of the file itself, of every symbolic link on the way, or of the first part that is missing.
    std::set<std::pair<std::string, std::string>> names;
    /// The folders on the way; if one is moved or deleted, the path leads elsewhere.
    std::set<std::string> folders;
    friend bool operator==(const WatchPoints&, const WatchPoints&) = default;
};

/// Follows `path`, which must be absolute, through the file system.
[[nodiscard]] WatchPoints watch_points(const std::string& path);

}  // namespace entangled
