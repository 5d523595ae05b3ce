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

bool is_damaged(const FeedContents& contents, std::string_view table, std::string_view release)
{
    for (const auto& one : contents.tables) {
        if (one.id != table) continue;
        for (const auto& edition : one.releases) {
            if (edition.id == release) return !edition.damage.empty();
        }
    }
    return false;
}

std::size_t rejected(const FeedContents& contents, const std::string& table)
{
    const auto found = contents.rejected_records.find(table);
    return found == contents.rejected_records.end() ? 0 : found->second;
}

void compare(std::string_view name, std::size_t before, std::size_t now, std::vector<std::string>& lost)
{
    if (now < before) lost.push_back(fmt::format("{} of {} rows of {}", before - now, before, name));
}

}  // namespace

std::string lost_rows(const FeedContents& before, const FeedContents& now, std::size_t rejected_rows)
{
    std::vector<std::string> lost;
    std::size_t excused = 0;
    const BlockSizes sizes = block_sizes(now);
    for (const auto& [block, size] : block_sizes(before)) {
        const auto found = sizes.find(block);
        const std::size_t left = found == sizes.end() ? 0 : found->second;
        const bool damaged = left < size && is_damaged(now, block.first, block.second);
        if (damaged && excused + (size - left) <= rejected_rows) {
            excused += size - left;
            continue;
        }
        compare(fmt::format("table {} release {}", block.first, block.second), size, left, lost);
    }
    compare("acts", before.acts.size(), now.acts.size() + rejected(now, "acts"), lost);
    compare("policies", before.policies.size(), now.policies.size() + rejected(now, "policies"), lost);
    compare("projects", before.projects.size(), now.projects.size() + rejected(now, "projects"), lost);
    compare("membership", before.memberships.size(), now.memberships.size() + rejected(now, "membership"), lost);
    constexpr std::size_t most_named = 5;
    if (lost.size() <= most_named) return fmt::format("{}", fmt::join(lost, ", "));
    const std::size_t more = lost.size() - most_named;
    lost.resize(most_named);
    return fmt::format("{} and of {} more releases", fmt::join(lost, ", "), more);
}

}  // namespace entangled
