#include "daemon/feeds/file/watch_points.hpp"

#include <deque>
#include <filesystem>
#include <system_error>

namespace entangled {
namespace {

namespace fs = std::filesystem;

// As many as Linux follows (path_resolution(7)).
constexpr int most_links = 40;

void prepend(std::deque<fs::path>& parts, const fs::path& path)
{
    std::deque<fs::path> front;
    for (const auto& part : path.relative_path()) {
        if (!part.empty() && part != ".") front.push_back(part);
    }
    parts.insert(parts.begin(), front.begin(), front.end());
}

}  // namespace

WatchPoints watch_points(const std::string& path)
{
    WatchPoints points;
    std::deque<fs::path> parts;
    prepend(parts, path);
    fs::path folder{"/"};
    for (int links = 0; !parts.empty();) {
        const fs::path part = parts.front();
        parts.pop_front();
        if (part == "..") {
            folder = folder.parent_path();
            continue;
        }
        points.folders.insert(folder.string());
        std::error_code error;
        const fs::path here = folder / part;
        const fs::file_status status = fs::symlink_status(here, error);
        const bool link = fs::is_symlink(status);
        const bool passable = fs::is_directory(status);
        if (parts.empty() || link || !passable) points.names.emplace(folder.string(), part.string());
        if (!link) {
            if (!passable) break;
            folder = here;
            continue;
        }
        const fs::path target = fs::read_symlink(here, error);
        if (error || ++links > most_links) break;
        if (target.is_absolute()) folder = "/";
        prepend(parts, target);
    }
    return points;
}

}  // namespace entangled
