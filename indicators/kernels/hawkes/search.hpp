#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/fit.hpp"
#include "indicators/kernels/hawkes/parameters.hpp"

#include <optional>
#include <vector>

namespace entangled::kernels {

/// The maximisation of a Hawkes likelihood over its free parameters in numbers of one size: mu_i T / n_i, A_ij, log
/// beta, and -log-likelihood / n to be lowered. Options are taken to be legal.
class HawkesSearch {
  public:
    HawkesSearch(HawkesLikelihood& likelihood, const HawkesFitOptions& options);

    /// A start with `decay`: half of each type's rate is background, each source has half a child in all.
    [[nodiscard]] std::vector<double> neutral_start(double decay) const;
    [[nodiscard]] std::vector<double> point_of(const HawkesModel& model) const;
    [[nodiscard]] HawkesModel model_of(const std::vector<double>& point) const;

    /// Goes down from `point`, in place, near a minimum; absent if the likelihood there is not finite.
    [[nodiscard]] std::optional<double> descend(std::vector<double>& point);
    /// From near a minimum to it, by Newton steps over what is off its bounds; absent alike.
    [[nodiscard]] std::optional<double> polish(std::vector<double>& point);

    /// -log-likelihood / n, absent if it is not finite; fills `slope` with its gradient.
    [[nodiscard]] std::optional<double> value(const double* point, double* slope);

    /// Whether free parameter k is at a bound.
    [[nodiscard]] bool at_bound(const std::vector<double>& point, std::size_t k) const;
    /// Largest component of the gradient `slope` at `point` that does not push against a bound.
    [[nodiscard]] double free_slope(const std::vector<double>& point, const std::vector<double>& slope) const;

    [[nodiscard]] const std::vector<HawkesParameter>& parameters() const noexcept { return parameters_; }
    [[nodiscard]] std::size_t evaluations() const noexcept { return evaluations_; }

  private:
    void add(HawkesParameter parameter, double scale, Interval bounds);
    void add_branching(const HawkesFitOptions& options);
    /// Puts on its bound what is beside it and pushed towards it; whether any was.
    bool settle(std::vector<double>& point, const std::vector<double>& slope) const;
    [[nodiscard]] std::optional<std::vector<double>> newton_point(const std::vector<double>& point,
                                                                  const std::vector<double>& slope);
    void unpack(const double* point, HawkesModel& model) const;

    HawkesLikelihood& likelihood_;
    HawkesModel fixed_;  ///< holds what is not free
    HawkesModel model_;
    HawkesEvaluation evaluation_;
    std::vector<HawkesParameter> parameters_;
    std::vector<double> scales_;
    std::vector<double> lower_;
    std::vector<double> upper_;
    std::vector<double> seen_;  ///< the point of `evaluation_`
    std::size_t evaluations_ = 0;
};

}  // namespace entangled::kernels
