#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entangled {

/// The known name that is most like `name`: a few letters changed, missing, added or swapped, or one the beginning of
/// the other; letter case ignored. Empty if none is near enough to be meant; of two equally near ones the first in
/// `known`.
[[nodiscard]] std::optional<std::string_view> nearest_name(std::string_view name,
                                                           std::span<const std::string_view> known);

/// `; did you mean 'x'?` if a known name is near, else empty.
[[nodiscard]] std::string near_name_hint(std::string_view name, std::span<const std::string_view> known);

/// The same, but `; known are a, b, c` if no known name is near and there are at most 16.
[[nodiscard]] std::string name_hint(std::string_view name, std::span<const std::string_view> known);

/// The names of a map, or of any range of pairs that start with a name.
template <class Map>
[[nodiscard]] std::vector<std::string_view> names_of(const Map& map)
{
    std::vector<std::string_view> names;
    for (const auto& entry : map) names.emplace_back(entry.first);
    return names;
}

}  // namespace entangled
