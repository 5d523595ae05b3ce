#include "daemon/feeds/unmapped.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>
#include <vector>

namespace entangled {
namespace {

using Block = std::tuple<std::string_view, std::string_view, Measure, std::string_view, std::string_view,
                         std::string_view, std::string_view, Period>;

Block block_of(const ObservationRow& row)
{
    return {row.table,    row.release,        row.key.measure,     row.key.good,
            row.key.tier, row.key.definition, row.key.destination, row.period};
}

struct Amounts {
    std::vector<double> mapped;
    std::vector<double> unmapped;
};

// In order of size, so that the order of the rows does not show in the last digit.
double sum(std::vector<double>& amounts)
{
    std::sort(amounts.begin(), amounts.end());
    return std::accumulate(amounts.begin(), amounts.end(), 0.0);
}

}  // namespace

std::optional<double> largest_unmapped_share(std::span<const ObservationRow> mapped,
                                             std::span<const ObservationRow> unmapped)
{
    std::map<Block, Amounts> blocks;
    for (const auto& row : unmapped) {
        if (row.value) blocks[block_of(row)].unmapped.push_back(*row.value);
    }
    if (blocks.empty()) return std::nullopt;
    for (const auto& row : mapped) {
        if (!row.value || row.key.origin == world_total) continue;
        if (const auto block = blocks.find(block_of(row)); block != blocks.end())
            block->second.mapped.push_back(*row.value);
    }
    std::optional<double> largest;
    for (auto& [block, amounts] : blocks) {
        const double part = sum(amounts.unmapped);
        const double all = part + sum(amounts.mapped);
        if (all > 0.0 && std::isfinite(all)) largest = std::max(largest.value_or(0.0), part / all);
    }
    return largest;
}

}  // namespace entangled
