#include "indicators/kernels/hawkes/stretches.hpp"

#include "indicators/kernels/hawkes/lanes.hpp"

#include <algorithm>

namespace entangled::kernels {
namespace {

// Small enough for the caches and for an even split between threads, large beside the warm-up at a boundary.
constexpr std::size_t chunk_events = 8192;

/// The first event at or after `wanted` that is later than the one before it.
std::size_t boundary(std::span<const double> times, std::size_t wanted)
{
    std::size_t at = std::min(wanted, times.size());
    while (at > 0 && at < times.size() && times[at] == times[at - 1]) ++at;
    return at;
}

std::vector<Stretch> cut(std::span<const double> times)
{
    const std::size_t chunks = (times.size() + chunk_events - 1) / chunk_events;
    const std::size_t count = chunks * lane_count;
    std::vector<Stretch> stretches;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= count; ++i) {
        const std::size_t last = std::max(first, boundary(times, times.size() * i / count));
        stretches.push_back({first, last, first == 0 ? 0.0 : times[first - 1]});
        first = last;
    }
    return stretches;
}

}  // namespace

StretchLayout::StretchLayout(const HawkesHistory& history) : stretches{cut(history.times())}
{
    const auto times = history.times();
    for (std::size_t c = 0; c * lane_count < stretches.size(); ++c) {
        const Stretch* lanes = &stretches[c * lane_count];
        Chunk chunk{gaps.size(), 0};
        for (std::size_t l = 0; l < lane_count; ++l)
            chunk.steps = std::max(chunk.steps, lanes[l].last - lanes[l].first);
        gaps.resize(chunk.first_slot + chunk.steps * lane_count, 0.0);
        types.resize(gaps.size(), std::int8_t{-1});
        for (std::size_t l = 0; l < lane_count; ++l) {
            double before = lanes[l].from;
            for (std::size_t k = lanes[l].first; k < lanes[l].last; ++k) {
                const std::size_t slot = chunk.first_slot + (k - lanes[l].first) * lane_count + l;
                gaps[slot] = times[k] - before;
                types[slot] = static_cast<std::int8_t>(history.types()[k]);
                before = times[k];
            }
        }
        chunks.push_back(chunk);
    }
}

}  // namespace entangled::kernels
