#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Y_t = c + sum_p B_p Y_{t-p} + e_t. In B_p the row is the equation and the column the series that acts.
struct VarModel {
    Eigen::VectorXd constant;
    std::vector<Eigen::MatrixXd> lags;        ///< B_1 .. B_P
    Eigen::VectorXd constant_errors;          ///< standard errors
    std::vector<Eigen::MatrixXd> lag_errors;  ///< standard errors; B/error is Student's t with `degrees`
    Eigen::MatrixXd covariance;               ///< Sigma of e, divided by `degrees`
    Eigen::MatrixXd residuals;                ///< rows x series
    std::size_t rows{};                       ///< n - P
    std::size_t degrees{};                    ///< rows - P series - 1
};

/// Vector autoregression of `order` P >= 1 with a constant by least squares; `series` has one row per period, oldest
/// first, and one column per series. Reciprocity: Goldstein and Freeman (1990). Sims (1980).
/// Errors: no_data if empty, bad_value if P = 0 or a value is not finite or overflows, insufficient_points if n - P <
/// P series + 2, not_identified if a series is constant or collinear.
[[nodiscard]] Result<VarModel> fit_var(const Eigen::MatrixXd& series, std::size_t order);

/// Where the autoregression leads.
struct VarStability {
    std::vector<std::complex<double>> eigenvalues;  ///< of the companion matrix, largest modulus first
    double radius{};                                ///< largest modulus
    bool stable{};                                  ///< radius < 1
    bool near_unit_root{};                          ///< radius >= limit: difference the series or distrust its tests
};

/// Eigenvalues of the companion matrix of B_1 .. B_P, square and of one size; `unit_root_limit` in (0, 1].
/// Errors: no_data for no lags, bad_value if sizes differ, a value is not finite or the limit is illegal,
/// not_identified if the eigenvalues do not converge.
[[nodiscard]] Result<VarStability> var_stability(std::span<const Eigen::MatrixXd> lags, double unit_root_limit = 0.95);

/// Information criteria of the orders 1, 2, ... on the same rows.
struct VarOrder {
    std::size_t order{};      ///< with the least `bic`, the lowest of equals
    std::vector<double> bic;  ///< ln det Sigma + ln(rows)/rows * parameters, Sigma divided by rows. Schwarz (1978)
    std::vector<double> aic;  ///< ln det Sigma + 2/rows * parameters. Akaike (1974)
};

/// Order by BIC among 1 .. `most`, each fitted to the last n - most periods, so that criteria compare the same data.
/// Errors: as for `fit_var` with order `most`, insufficient_points if that leaves fewer degrees than series,
/// not_identified if an equation is fitted exactly.
[[nodiscard]] Result<VarOrder> choose_var_order(const Eigen::MatrixXd& series, std::size_t most = 8);

/// Phi_0 = I, Phi_h = sum_p Phi_{h-p} B_p: response of the row series after h = 0 .. `horizon` periods to a unit shock
/// of the column series. Errors: as for `var_stability`, bad_value on overflow or a horizon over 10,000.
[[nodiscard]] Result<std::vector<Eigen::MatrixXd>> impulse_responses(std::span<const Eigen::MatrixXd> lags,
                                                                     std::size_t horizon);

/// Theta_h = Phi_h L, L lower triangular with L L' = `covariance`: responses to one standard deviation; the first
/// series may act on the others at once, not the reverse, so the order of series matters.
/// Errors: as for `impulse_responses`, and not_identified if the covariance is not positive definite.
[[nodiscard]] Result<std::vector<Eigen::MatrixXd>> orthogonal_impulse_responses(std::span<const Eigen::MatrixXd> lags,
                                                                                const Eigen::MatrixXd& covariance,
                                                                                std::size_t horizon);

}  // namespace entangled::kernels
