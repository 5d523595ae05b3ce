#include "indicators/kernels/criticality/nassar.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {

Result<double> ability_to_supply(double policy_perception)
{
    if (!(policy_perception >= 0.0 && policy_perception <= 100.0)) {
        return Error{Errc::bad_value, "ability_to_supply: the index is outside of [0, 100]"};
    }
    return 1.0 - policy_perception / 100.0;
}

Result<double> trade_ties(double imports, double exports, double gdp)
{
    if (!all_non_negative(std::array{imports, exports, gdp})) {
        return Error{Errc::bad_value, "trade_ties: a number is negative or not finite"};
    }
    if (gdp == 0.0) return Error{Errc::not_identified, "trade_ties: the GDP is 0"};
    const double ties = imports / gdp + exports / gdp;
    if (!std::isfinite(ties)) return Error{Errc::bad_value, "trade_ties: out of range of double"};
    return ties;
}

Result<double> score_distance(std::span<const double> scores, std::span<const double> reference_scores)
{
    if (scores.size() != reference_scores.size() || !all_finite(scores) || !all_finite(reference_scores)) {
        return Error{Errc::bad_value, "score_distance: lengths differ or a score is not finite"};
    }
    if (scores.empty()) return Error{Errc::no_data, "score_distance: no scores"};
    std::vector<double> differences(scores.begin(), scores.end());
    for (std::size_t i = 0; i < scores.size(); ++i) differences[i] -= reference_scores[i];
    const auto squares = weighted_squares(differences);
    if (!squares) return squares.error();
    return std::sqrt(*squares);
}

Result<double> willingness_to_supply(const SupplierDistance& distance)
{
    const std::array parts{distance.trade_ties, distance.shared_values, distance.military_cooperation};
    if (!all_ratios(parts)) return Error{Errc::bad_value, "willingness_to_supply: a distance is outside of [0, 1]"};
    const auto sum = ordered_sum({parts.begin(), parts.end()});
    if (!sum) return sum.error();
    return std::min(1.0, *sum / 3.0);
}

Result<double> disruption_potential(const ProducerRisk& producers)
{
    const std::size_t n = producers.production.size();
    if (producers.ability.size() != n || producers.willingness.size() != n || !all_ratios(producers.ability) ||
        !all_ratios(producers.willingness)) {
        return Error{Errc::bad_value, "disruption_potential: lengths differ or an index is outside of [0, 1]"};
    }
    const auto shares = parts_of_sum(producers.production);
    if (!shares) return shares.error();
    std::vector<double> weights(producers.ability.begin(), producers.ability.end());
    for (std::size_t i = 0; i < n; ++i) weights[i] *= producers.willingness[i];
    const auto potential = weighted_squares(*shares, weights);
    if (!potential) return potential.error();
    return std::min(1.0, *potential);
}

Result<double> trade_exposure(double production, double net_imports)
{
    if (!all_non_negative(std::array{production}) || !std::isfinite(net_imports)) {
        return Error{Errc::bad_value, "trade_exposure: not finite, or the production is negative"};
    }
    if (production == 0.0 && net_imports == 0.0) {
        return Error{Errc::not_identified, "trade_exposure: neither production nor net imports"};
    }
    if (net_imports <= 0.0) return 0.0;
    return 1.0 / (1.0 + production / net_imports);
}

Result<double> trade_exposure(std::optional<double> net_import_reliance_percent)
{
    if (!net_import_reliance_percent) return 0.0;
    if (!std::isfinite(*net_import_reliance_percent)) return Error{Errc::bad_value, "trade_exposure: not finite"};
    return std::clamp(*net_import_reliance_percent / 100.0, 0.0, 1.0);
}

Result<double> economic_vulnerability(const UsingIndustries& industries)
{
    const std::size_t n = industries.value_added.size();
    if (industries.expenditure.size() != n || industries.operating_profit.size() != n ||
        !all_non_negative(industries.value_added) || !all_non_negative(industries.expenditure) ||
        !all_finite(industries.operating_profit) || !all_non_negative(std::array{industries.gdp})) {
        return Error{Errc::bad_value, "economic_vulnerability: lengths differ or a number is illegal"};
    }
    if (n == 0) return Error{Errc::no_data, "economic_vulnerability: no industry"};
    if (industries.gdp == 0.0 || std::ranges::min(industries.operating_profit) <= 0.0) {
        return Error{Errc::not_identified, "economic_vulnerability: a profit or the GDP is not positive"};
    }
    std::vector<double> terms(n);
    for (std::size_t i = 0; i < n; ++i) {
        terms[i] =
            industries.value_added[i] / industries.gdp * (industries.expenditure[i] / industries.operating_profit[i]);
    }
    return ordered_sum(std::move(terms));
}

Result<double> rescaled(double value, double lower, double upper)
{
    if (!all_finite(std::array{value, lower, upper}) || lower > upper) {
        return Error{Errc::bad_value, "rescaled: a number is not finite, or the range falls"};
    }
    if (lower == upper) return Error{Errc::not_identified, "rescaled: the range is empty"};
    if (value <= lower) return 0.0;
    if (value >= upper) return 1.0;
    // Halves: the width of a legal range may exceed the range of double.
    return std::clamp((value / 2.0 - lower / 2.0) / (upper / 2.0 - lower / 2.0), 0.0, 1.0);
}

Result<double> nassar_supply_risk(double disruption, double exposure, double vulnerability)
{
    if (!all_ratios(std::array{disruption, exposure, vulnerability})) {
        return Error{Errc::bad_value, "nassar_supply_risk: a factor is outside of [0, 1]"};
    }
    // Root by root: the product of three small ratios may vanish.
    return std::min(1.0, std::cbrt(disruption) * std::cbrt(exposure) * std::cbrt(vulnerability));
}

}  // namespace entangled::kernels
