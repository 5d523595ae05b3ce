#include "indicators/kernels/events/conflict.hpp"

#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr double largest_weight = 10.0;

/// In floating point: the sum of four counts may wrap.
double total(const QuadCounts& counts)
{
    return static_cast<double>(counts.verbal_cooperation) + static_cast<double>(counts.material_cooperation) +
           static_cast<double>(counts.verbal_conflict) + static_cast<double>(counts.material_conflict);
}

Result<double> conflict_share(const QuadCounts& counts, double verbal_weight)
{
    const double events = total(counts);
    if (events == 0.0) return Error{Errc::no_data, "conflict share: no events in the window"};
    const double hits =
        static_cast<double>(counts.material_conflict) + verbal_weight * static_cast<double>(counts.verbal_conflict);
    return std::min(1.0, hits / events);
}

bool legal(std::span<const double> weights)
{
    return std::ranges::all_of(weights, [](double g) { return g >= -largest_weight && g <= largest_weight; });
}

Error illegal_weight() { return {Errc::bad_value, "cooperation: a weight is outside [-10, 10]"}; }

}  // namespace

Result<double> material_conflict_share(const QuadCounts& counts) { return conflict_share(counts, 0.0); }

Result<double> weighted_conflict_share(const QuadCounts& counts) { return conflict_share(counts, 0.5); }

Result<double> net_cooperation(std::span<const double> weights)
{
    if (!legal(weights)) return illegal_weight();
    return ordered_sum({weights.begin(), weights.end()});
}

Result<double> mean_cooperation(std::span<const double> weights)
{
    if (weights.empty()) return Error{Errc::no_data, "mean_cooperation: no events in the window"};
    const auto sum = net_cooperation(weights);
    if (!sum) return sum.error();
    return std::clamp(*sum / static_cast<double>(weights.size()), -largest_weight, largest_weight);
}

Result<double> conflict_only(std::span<const double> weights)
{
    if (!legal(weights)) return illegal_weight();
    std::vector<double> terms;
    terms.reserve(weights.size());
    for (const double weight : weights) terms.push_back(std::max(0.0, -weight));
    return ordered_sum(std::move(terms));
}

Result<ThreatActSplit> threat_act_split(std::span<const int> root_codes)
{
    ThreatActSplit split;
    for (const int code : root_codes) {
        if (code < 1 || code > 20) return Error{Errc::bad_value, "threat_act_split: a root code is outside 1 to 20"};
        ++(code >= 14 ? split.acts : code >= 10 ? split.threats : split.other);
    }
    return split;
}

Result<double> act_ratio(const ThreatActSplit& split)
{
    const double acts = static_cast<double>(split.acts);
    const double both = acts + static_cast<double>(split.threats);
    if (both == 0.0) return Error{Errc::no_data, "act_ratio: neither threats nor acts"};
    return acts / both;
}

}  // namespace entangled::kernels
