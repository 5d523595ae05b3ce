#include "indicators/kernels/criticality/core_dependency.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

struct Flows {
    std::vector<double> named;
    std::vector<double> outside;
    std::vector<double> inside;
};

Flows sorted_out(std::span<const PartnerImports> imports)
{
    Flows flows;
    for (const PartnerImports& row : imports) {
        if (row.partner == Partner::outside) flows.named.push_back(row.amount);
        if (row.partner == Partner::outside || row.partner == Partner::undisclosed) flows.outside.push_back(row.amount);
        if (row.partner == Partner::inside) flows.inside.push_back(row.amount);
    }
    return flows;
}

bool legal(const BlocTrade& trade)
{
    for (const PartnerImports& row : trade.imports) {
        if (!all_non_negative(std::array{row.amount})) return false;
    }
    return all_non_negative(std::array{trade.intra_exports, trade.extra_exports});
}

Result<std::optional<double>> named_concentration(std::span<const double> named)
{
    const auto shares = parts_of_sum(named);
    if (!shares) return std::optional<double>{};
    const auto index = weighted_squares(*shares);
    if (!index) return index.error();
    return std::optional{*index};
}

/// -1 undefined, 0 not met, 1 met.
int verdict(const std::optional<double>& indicator, double limit)
{
    if (!indicator) return -1;
    return *indicator > limit ? 1 : 0;
}

}  // namespace

Result<CoreDependency> core_dependency(const BlocTrade& trade)
{
    if (!legal(trade)) return Error{Errc::bad_value, "core_dependency: an amount is negative or not finite"};
    auto flows = sorted_out(trade.imports);
    const auto concentration = named_concentration(flows.named);
    if (!concentration) return concentration.error();
    const auto outside = ordered_sum(std::move(flows.outside));
    const auto inside = ordered_sum(std::move(flows.inside));
    if (!outside) return outside.error();
    if (!inside) return inside.error();
    if (*outside == 0.0 && *inside == 0.0) return Error{Errc::no_data, "core_dependency: nothing is imported"};
    // Not by the sum of both, which may exceed the range of double.
    const double larger = std::max(*outside, *inside);
    CoreDependency result;
    result.concentration = *concentration;
    result.extra_share = *outside / larger / (*outside / larger + *inside / larger);
    const double exports = trade.intra_exports + trade.extra_exports;
    result.imports_without_exports = exports == 0.0 && *outside > 0.0;
    if (exports > 0.0) result.imports_to_exports = *outside / exports;
    if (!std::isfinite(exports) || !std::isfinite(result.imports_to_exports.value_or(0.0))) {
        return Error{Errc::bad_value, "core_dependency: imports over exports exceed the range of double"};
    }
    return result;
}

Result<DependencyClass> dependency_class(const CoreDependency& indicators, const DependencyLimits& limits)
{
    const std::array numbers{indicators.concentration.value_or(0.0), indicators.extra_share.value_or(0.0),
                             indicators.imports_to_exports.value_or(0.0)};
    if (!all_non_negative(numbers) ||
        !all_non_negative(std::array{limits.concentration, limits.extra_share, limits.imports_to_exports})) {
        return Error{Errc::bad_value, "dependency_class: an indicator or a limit is negative or not finite"};
    }
    int third = verdict(indicators.imports_to_exports, limits.imports_to_exports);
    if (indicators.imports_without_exports && limits.no_exports == NoExports::met) third = 1;
    DependencyClass result;
    for (const int criterion : {verdict(indicators.concentration, limits.concentration),
                                verdict(indicators.extra_share, limits.extra_share), third}) {
        result.met += criterion == 1;
        result.undecided += criterion == -1;
    }
    return result;
}

}  // namespace entangled::kernels
