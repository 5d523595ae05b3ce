#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entangled {

/// `text` in quotes on one line, at most about 60 bytes of it, with control characters shown as \xNN.
[[nodiscard]] std::string shown(std::string_view text);

/// `; did you mean "name"?` with the name a few letters away from `text`, or empty if none is. Letter case is ignored.
[[nodiscard]] std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& known);

/// The keys of a map, for `did_you_mean`; they point into the map.
template <class Map>
[[nodiscard]] std::vector<std::string_view> keys_of(const Map& map)
{
    std::vector<std::string_view> keys;
    keys.reserve(map.size());
    for (const auto& entry : map) keys.emplace_back(entry.first);
    return keys;
}

}  // namespace entangled
