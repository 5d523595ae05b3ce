#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/chunk_sums.hpp"
#include "indicators/kernels/hawkes/history.hpp"
#include "indicators/kernels/hawkes/model.hpp"
#include "indicators/kernels/hawkes/stretches.hpp"

#include <Eigen/Core>
#include <vector>

namespace entangled::kernels {

/// Derivatives of the log-likelihood.
struct HawkesGradient {
    Eigen::VectorXd background;  ///< by mu_i
    Eigen::MatrixXd branching;   ///< by A_ij, rows = targets
    double decay{};              ///< by beta
};

/// Sums over a history of n events, of which likelihood, gradient, EM and attribution are made. k runs over events,
/// R_j = sum of exp(-beta (t_k - t_m)) over earlier m of type j; simultaneous events are not earlier.
struct HawkesSums {
    Eigen::VectorXd inverse;   ///< sum over k of type i of 1 / lambda_k
    Eigen::MatrixXd memory;    ///< (i, j): sum over k of type i of R_j / lambda_k
    double lag{};              ///< sum over k of beta sum_j A_ij sum_m (t_k - t_m) exp(-beta (t_k - t_m)) / lambda_k
    Eigen::VectorXd exposure;  ///< S_j = sum over m of type j of 1 - exp(-beta (T - t_m)), T the horizon
    Eigen::VectorXd late;      ///< S'_j = dS_j / dbeta = sum over m of (T - t_m) exp(-beta (T - t_m))
    Eigen::VectorXd at_end;    ///< R_j(T+) = sum over all m of type j of exp(-beta (T - t_m))
};

/// A log-likelihood and its parts.
struct HawkesEvaluation {
    double log_likelihood{};  ///< log_part - compensator
    double log_part{};        ///< sum of log lambda over the events
    double compensator{};     ///< sum_i of the integral of lambda_i = T sum mu_i + sum_ij A_ij S_j
    HawkesGradient gradient;
    HawkesSums sums;
};

/// A history made ready for many evaluations: they take O(n d), no memory once `evaluate` has run, and give the same
/// bytes for any number of threads. Not for use by two threads at once. Recursion of Ogata (1981), gradient as in
/// Ozaki (1979), ties grouped: simultaneous events do not excite each other.
class HawkesLikelihood {
  public:
    explicit HawkesLikelihood(HawkesHistory history, unsigned threads = 1);

    [[nodiscard]] const HawkesHistory& history() const noexcept { return history_; }

    /// Overwrites `into` and returns its log-likelihood. No events are legal: -T sum mu. Errors: those of `check`,
    /// bad_value if the types differ from the history's, if the intensity at an event is zero (mu_i = 0) or below
    /// 1e-300 of the time unit, or if a sum exceeds the range of double; `into` is then of no use.
    [[nodiscard]] Result<double> evaluate(const HawkesModel& model, HawkesEvaluation& into);

  private:
    void warm_up(const HawkesModel& model);
    void warm_up_chunk(std::size_t chunk, double decay);
    [[nodiscard]] bool sum_chunks(const HawkesModel& model, std::size_t steps_per_log);
    [[nodiscard]] LoopSums sums_of(std::size_t chunk);
    void close_window(const HawkesModel& model, HawkesSums& sums) const;
    void close(const HawkesModel& model, HawkesEvaluation& into) const;

    HawkesHistory history_;
    StretchLayout layout_;
    unsigned threads_;
    std::vector<double> jumps_;     ///< beta A by rows
    std::vector<double> starts_;    ///< of each stretch and of the end: R_j, then beta times the lags
    std::vector<double> windows_;   ///< of each stretch: what its own events leave at its last event, laid out alike
    std::vector<double> partials_;  ///< of each chunk: sums by type, by pair, scratch
    std::vector<LoopSums> chunks_;
};

/// The same for a single evaluation, about twice as slow.
[[nodiscard]] Result<HawkesEvaluation> hawkes_likelihood(const HawkesHistory& history, const HawkesModel& model);

/// Log-likelihood of independent Poisson processes at their best rates n_i / T: sum n_i log(n_i / T) - n. 0 without
/// events.
[[nodiscard]] double poisson_log_likelihood(const HawkesHistory& history) noexcept;

}  // namespace entangled::kernels
