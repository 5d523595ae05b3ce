#include "indicators/kernels/criticality/dependence_rules.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

Result<double> herfindahl_of(std::span<const double> amounts)
{
    const auto shares = parts_of_sum(amounts);
    if (!shares) return shares.error();
    return weighted_squares(*shares);
}

}  // namespace

Result<GeoDep> geodep(const GeoDepTrade& trade, const GeoDepLimits& limits)
{
    if (!all_non_negative(std::array{trade.exports, limits.import_concentration, limits.world_concentration,
                                     limits.imports_to_exports})) {
        return Error{Errc::bad_value, "geodep: the exports or a limit are negative or not finite"};
    }
    const auto imports_index = herfindahl_of(trade.imports);
    if (!imports_index) return imports_index.error();
    const auto world_index = herfindahl_of(trade.world_exports);
    if (!world_index) return world_index.error();
    const auto imports = ordered_sum({trade.imports.begin(), trade.imports.end()});
    if (!imports) return imports.error();
    GeoDep result{*imports_index, *world_index, std::nullopt, false};
    if (trade.exports > 0.0) result.imports_to_exports = *imports / trade.exports;
    if (!std::isfinite(result.imports_to_exports.value_or(0.0))) {
        return Error{Errc::bad_value, "geodep: imports over exports exceed the range of double"};
    }
    result.dependent = *imports_index > limits.import_concentration && *world_index > limits.world_concentration &&
                       (!result.imports_to_exports || *result.imports_to_exports > limits.imports_to_exports);
    return result;
}

Result<bool> single_point_of_failure(std::span<const double> world_exports, const SinglePointLimits& limits)
{
    if (!all_non_negative(std::array{limits.concentration, limits.largest_share})) {
        return Error{Errc::bad_value, "single_point_of_failure: a limit is negative or not finite"};
    }
    const auto shares = parts_of_sum(world_exports);
    if (!shares) return shares.error();
    const auto index = weighted_squares(*shares);
    if (!index) return index.error();
    return *index > limits.concentration && std::ranges::max(*shares) > limits.largest_share;
}

Result<MericsDependence> merics_dependence(const PartnerTrade& trade, const MericsLimits& limits)
{
    if (!all_non_negative(std::array{trade.imports_from_partner, trade.imports, trade.exports,
                                     trade.alternative_suppliers, limits.imports_to_exports, limits.partner_share,
                                     limits.few_suppliers})) {
        return Error{Errc::bad_value, "merics_dependence: a number is negative or not finite"};
    }
    if (trade.imports_from_partner > trade.imports) {
        return Error{Errc::bad_value, "merics_dependence: more is imported from the partner than from all"};
    }
    if (trade.imports == 0.0) return Error{Errc::no_data, "merics_dependence: nothing is imported"};
    return MericsDependence{trade.imports >= limits.imports_to_exports * trade.exports,
                            trade.imports_from_partner / trade.imports >= limits.partner_share,
                            trade.alternative_suppliers <= limits.few_suppliers};
}

Result<ThirdCountry> largest_third_country(std::span<const double> supplies, double consumption, double limit)
{
    if (!all_non_negative(supplies) || !all_non_negative(std::array{consumption, limit})) {
        return Error{Errc::bad_value, "largest_third_country: a number is negative or not finite"};
    }
    if (supplies.empty()) return Error{Errc::no_data, "largest_third_country: no third country"};
    if (consumption == 0.0) return Error{Errc::not_identified, "largest_third_country: nothing is consumed"};
    const auto largest = std::ranges::max_element(supplies);
    const double share = *largest / consumption;
    if (!std::isfinite(share)) return Error{Errc::bad_value, "largest_third_country: out of range of double"};
    return ThirdCountry{static_cast<std::size_t>(largest - supplies.begin()), share, share > limit};
}

Result<CapacityShares> capacity_shares(const OwnCapacity& capacity, const CapacityBenchmarks& benchmarks)
{
    if (!all_non_negative(std::array{capacity.extraction, capacity.processing, capacity.recycling, capacity.consumption,
                                     benchmarks.extraction, benchmarks.processing, benchmarks.recycling})) {
        return Error{Errc::bad_value, "capacity_shares: a number is negative or not finite"};
    }
    if (capacity.consumption == 0.0) return Error{Errc::not_identified, "capacity_shares: nothing is consumed"};
    const std::array shares{capacity.extraction / capacity.consumption, capacity.processing / capacity.consumption,
                            capacity.recycling / capacity.consumption};
    if (!all_finite(shares)) return Error{Errc::bad_value, "capacity_shares: out of range of double"};
    return CapacityShares{shares[0],
                          shares[1],
                          shares[2],
                          shares[0] >= benchmarks.extraction,
                          shares[1] >= benchmarks.processing,
                          shares[2] >= benchmarks.recycling};
}

}  // namespace entangled::kernels
