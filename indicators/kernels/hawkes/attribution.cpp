#include "indicators/kernels/hawkes/attribution.hpp"

#include <algorithm>

namespace entangled::kernels {

Result<HawkesAttribution> attribution(HawkesLikelihood& likelihood, const HawkesModel& model)
{
    HawkesEvaluation evaluation;
    if (const auto value = likelihood.evaluate(model, evaluation); !value) return value.error();
    HawkesAttribution result;
    result.background = model.background.cwiseProduct(evaluation.sums.inverse);
    result.caused = model.decay * model.branching.cwiseProduct(evaluation.sums.memory);
    const auto counts = likelihood.history().counts();
    for (std::size_t type = 0; type < counts.size(); ++type) {
        const auto i = static_cast<Eigen::Index>(type);
        if (counts[type] == 0) {
            result.background_share.emplace_back();
            result.cross_share.emplace_back();
            continue;
        }
        const auto n = static_cast<double>(counts[type]);
        double others = 0.0;
        for (Eigen::Index j = 0; j < result.caused.cols(); ++j) others += j == i ? 0.0 : result.caused(i, j);
        result.background_share.emplace_back(std::min(1.0, result.background[i] / n));
        result.cross_share.emplace_back(std::min(1.0, others / n));
    }
    return result;
}

Result<HawkesAttribution> attribution(const HawkesHistory& history, const HawkesModel& model)
{
    HawkesLikelihood likelihood{history};
    return attribution(likelihood, model);
}

}  // namespace entangled::kernels
