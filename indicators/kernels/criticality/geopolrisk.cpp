#include "indicators/kernels/criticality/geopolrisk.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

Result<std::vector<double>> weighted_terms(const RiskyImports& imports)
{
    std::vector<double> terms;
    for (std::size_t i = 0; i < imports.amounts.size(); ++i) {
        const auto weight = imports.weights[i] ? imports.weights[i] : imports.missing_weight;
        if (!weight && imports.amounts[i] > 0.0) {
            return Error{Errc::no_data, "import_risk: a supplier has no weight and no other is stated"};
        }
        const double known = weight.value_or(0.0);
        if (!all_ratios(std::array{known})) return Error{Errc::bad_value, "import_risk: a weight is outside of [0, 1]"};
        terms.push_back(known * imports.amounts[i]);
    }
    return terms;
}

}  // namespace

Result<ImportRisk> import_risk(const RiskyImports& imports)
{
    if (imports.amounts.size() != imports.weights.size() || !all_non_negative(imports.amounts) ||
        !all_non_negative(std::array{imports.domestic_production})) {
        return Error{Errc::bad_value, "import_risk: lengths differ, or an amount is negative or not finite"};
    }
    const auto terms = weighted_terms(imports);
    if (!terms) return terms.error();
    const auto weighted = ordered_sum(*terms);
    if (!weighted) return weighted.error();
    const auto total = ordered_sum({imports.amounts.begin(), imports.amounts.end()});
    if (!total) return total.error();
    const double supply = imports.domestic_production + *total;
    if (supply == 0.0) return Error{Errc::no_data, "import_risk: nothing is produced or imported"};
    if (!std::isfinite(supply)) return Error{Errc::bad_value, "import_risk: out of range of double"};
    return ImportRisk{*weighted, *total, std::min(1.0, *weighted / supply)};
}

Result<double> geopolrisk_score(double world_concentration, double import_risk)
{
    if (!all_ratios(std::array{world_concentration, import_risk})) {
        return Error{Errc::bad_value, "geopolrisk_score: a factor is outside of [0, 1]"};
    }
    return world_concentration * import_risk;
}

Result<double> geopolrisk_characterisation(double score, double price)
{
    if (!all_non_negative(std::array{score, price})) {
        return Error{Errc::bad_value, "geopolrisk_characterisation: a number is negative or not finite"};
    }
    const double factor = score * price / copper_reference;
    if (!std::isfinite(factor)) return Error{Errc::bad_value, "geopolrisk_characterisation: out of range of double"};
    return factor;
}

}  // namespace entangled::kernels
