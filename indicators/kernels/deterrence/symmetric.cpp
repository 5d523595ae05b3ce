#include "indicators/kernels/deterrence/symmetric.hpp"

#include "indicators/kernels/deterrence/logit_map.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

bool legal(const Incentive& incentive, double precision)
{
    return std::isfinite(incentive.temptation) && std::isfinite(incentive.complementarity) &&
           incentive.complementarity >= 0.0 && std::isfinite(precision) && precision > 0.0 &&
           std::abs(incentive.temptation) <= 1e10 / precision && incentive.complementarity <= 1e10 / precision;
}

Error outside() { return {Errc::bad_value, "symmetric game: an argument is outside its range"}; }

double logit_of_share(double x) { return std::log(x) - std::log1p(-x); }

double softplus(double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))); }

double potential(const Incentive& incentive, double precision, double x)
{
    const double z = precision * (incentive.temptation + incentive.complementarity * x);
    return 0.5 * x * x - softplus(z) / (precision * incentive.complementarity);
}

}  // namespace

Result<std::optional<SymmetricFolds>> symmetric_folds(double complementarity, double precision)
{
    if (!legal({0.0, complementarity}, precision)) return outside();
    const double steepness = precision * complementarity;
    if (!(steepness > 4.0)) return std::optional<SymmetricFolds>{};
    const double root = std::sqrt(1.0 - 4.0 / steepness);
    // x_low (1 - x_low) = 1/(lambda b): not 1 - root, which cancels for steep responses.
    const double x_low = 2.0 / (steepness * (1.0 + root));
    const double x_high = 0.5 * (1.0 + root);
    const double logit = logit_of_share(x_low);
    const SymmetricFolds folds{.x_low = x_low,
                               .a_low = logit / precision - complementarity * x_low,
                               .x_high = x_high,
                               .a_high = -logit / precision - complementarity * x_high};
    if (!std::isfinite(folds.a_low) || !std::isfinite(folds.a_high)) return outside();
    return std::optional{folds};
}

Result<SymmetricRegime> symmetric_regime(const Incentive& incentive, double precision)
{
    if (!legal(incentive, precision)) return outside();
    const auto folds = symmetric_folds(incentive.complementarity, precision);
    if (!folds) return folds.error();
    if (!*folds) return SymmetricRegime::smooth;
    if (incentive.temptation < (*folds)->a_high) return SymmetricRegime::robust;
    return incentive.temptation <= (*folds)->a_low ? SymmetricRegime::fragile : SymmetricRegime::lost;
}

Result<std::optional<double>> temptation_margin(const Incentive& incentive, double precision)
{
    if (!legal(incentive, precision)) return outside();
    const auto folds = symmetric_folds(incentive.complementarity, precision);
    if (!folds) return folds.error();
    if (!*folds) return std::optional<double>{};
    const double margin = (*folds)->a_low - incentive.temptation;
    if (!std::isfinite(margin)) return outside();
    return std::optional{margin};
}

Result<double> symmetric_potential(const Incentive& incentive, double precision, double x)
{
    if (!legal(incentive, precision) || !(x >= 0.0 && x <= 1.0)) return outside();
    if (incentive.complementarity == 0.0) return Error{Errc::not_identified, "symmetric_potential: b is 0"};
    const double value = potential(incentive, precision, x);
    if (!std::isfinite(value)) return outside();
    return value;
}

Result<std::optional<Barriers>> barriers(const Incentive& incentive, double precision)
{
    const auto checked = symmetric_potential(incentive, precision, 0.5);
    if (!checked) return checked.error();
    const LogitSide side{precision * incentive.temptation, precision * incentive.complementarity};
    const auto roots = logit_roots({side, side});
    if (!roots.middle) return std::optional<Barriers>{};
    const auto height = [&](double u) { return potential(incentive, precision, logistic(u)); };
    const double top = height(*roots.middle);
    const Barriers found{std::max(0.0, top - height(roots.least)), std::max(0.0, top - height(roots.greatest))};
    if (!std::isfinite(found.up) || !std::isfinite(found.down)) return outside();
    return std::optional{found};
}

Result<double> escape_time_ratio(double barrier, double other, double noise_variance)
{
    if (!(barrier >= 0.0) || !(other >= 0.0) || !(noise_variance > 0.0)) return outside();
    const double ratio = std::exp(2.0 * (barrier - other) / noise_variance);
    if (!std::isfinite(ratio)) return Error{Errc::bad_value, "escape_time_ratio: the ratio overflows"};
    return ratio;
}

Result<CuspView> cusp_view(const Incentive& incentive, double precision)
{
    if (!legal(incentive, precision)) return outside();
    const auto folds = symmetric_folds(incentive.complementarity, precision);
    if (!folds) return folds.error();
    const double half = 0.5 * incentive.complementarity;
    CuspView view{.bias = incentive.temptation + half,
                  .splitting = precision * incentive.complementarity - 4.0,
                  .restraint_ends = {},
                  .escalation_ends = {}};
    if (*folds) {
        const auto& [x_low, a_low, x_high, a_high] = **folds;
        view.restraint_ends = logit_of_share(x_low) / precision - incentive.complementarity * (x_low - 0.5);
        view.escalation_ends = -*view.restraint_ends;
    }
    if (!std::isfinite(view.bias)) return outside();
    return view;
}

}  // namespace entangled::kernels
