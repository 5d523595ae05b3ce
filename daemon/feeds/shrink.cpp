#include "daemon/feeds/shrink.hpp"

#include <fmt/format.h>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace entangled {
namespace {

using BlockSizes = std::map<std::pair<std::string_view, std::string_view>, std::size_t>;

BlockSizes block_sizes(const FeedContents& contents)
{
    BlockSizes sizes;
    for (const auto& table : contents.tables) {
        for (const auto& series : table.series) {
            for (const auto& point : series.observations) ++sizes[{table.id, table.releases[point.release].id}];
        }
    }
    return sizes;
}

void compare(std::string_view name, std::size_t before, std::size_t now, std::vector<std::string>& lost)
{
    if (now < before) lost.push_back(fmt::format("{} of {} rows of {}", before - now, before, name));
}

}  // namespace

std::string lost_rows(const FeedContents& before, const FeedContents& now)
{
    std::vector<std::string> lost;
    const BlockSizes sizes = block_sizes(now);
    for (const auto& [block, size] : block_sizes(before)) {
        const auto found = sizes.find(block);
        compare(fmt::format("table {} release {}", block.first, block.second), size,
                found == sizes.end() ? 0 : found->second, lost);
    }
    compare("acts", before.acts.size(), now.acts.size(), lost);
    compare("policies", before.policies.size(), now.policies.size(), lost);
    compare("projects", before.projects.size(), now.projects.size(), lost);
    compare("membership", before.memberships.size(), now.memberships.size(), lost);
    constexpr std::size_t most_named = 5;
    if (lost.size() <= most_named) return fmt::format("{}", fmt::join(lost, ", "));
    const std::size_t more = lost.size() - most_named;
    lost.resize(most_named);
    return fmt::format("{} and of {} more releases", fmt::join(lost, ", "), more);
}

}  // namespace entangled
