#include "daemon/report/kind_groups.hpp"

#include <algorithm>
#include <array>

namespace entangled::report {
namespace {

struct Listed {
    std::string_view group;
    std::string_view kind;
};

// The descriptor of a kind does not carry its group; the registry does.
#define ENTANGLED_INDICATOR(group, kind) Listed{#group, #kind},
constexpr auto listed = std::to_array<Listed>({
#include "indicators/registry.def"
});
#undef ENTANGLED_INDICATOR

}  // namespace

std::string_view group_of(std::string_view kind) noexcept
{
    const auto* found = std::find_if(listed.begin(), listed.end(), [&](const Listed& row) { return row.kind == kind; });
    return found == listed.end() ? "other" : found->group;
}

std::vector<std::string_view> kind_groups()
{
    std::vector<std::string_view> groups;
    for (const auto& row : listed) {
        if (std::find(groups.begin(), groups.end(), row.group) == groups.end()) groups.push_back(row.group);
    }
    return groups;
}

std::string heading_of(std::string_view group)
{
    std::string text(group);
    std::replace(text.begin(), text.end(), '_', ' ');
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

}  // namespace entangled::report
