#include "indicators/kernels/hawkes/sample_size.hpp"

#include <algorithm>
#include <limits>

namespace entangled::kernels {
namespace {

constexpr std::size_t fewest_events = 50;
constexpr std::size_t fewest_of_a_type = 15;
constexpr std::size_t enough_events = 150;

std::size_t total(std::span<const std::size_t> counts)
{
    std::size_t sum = 0;
    for (const std::size_t count : counts) {
        sum = count > std::numeric_limits<std::size_t>::max() - sum ? std::numeric_limits<std::size_t>::max()
                                                                    : sum + count;
    }
    return sum;
}

}  // namespace

Result<HawkesPublication> publication_rule(std::span<const std::size_t> counts)
{
    if (counts.empty()) return Error{Errc::no_data, "publication_rule: no types"};
    const std::size_t events = total(counts);
    if (events < fewest_events || std::ranges::min(counts) < fewest_of_a_type) return HawkesPublication::withhold;
    return events <= enough_events ? HawkesPublication::with_interval : HawkesPublication::plain;
}

bool prefers_map(std::span<const std::size_t> counts) noexcept { return total(counts) < enough_events; }

}  // namespace entangled::kernels
