#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/reaction/surrogates.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

/// One symbol per period, oldest first; any integers, only equality counts.
using Symbols = std::span<const int>;

/// T_{X->Y}(k) = sum p(y', y^k, x) log2[p(y'|y^k, x)/p(y'|y^k)] in bits: y' next symbol of `target`, y^k its last
/// k = `history` symbols, x the last symbol of `source`; plug-in counts, in [0, log2(levels of y)]. With `conditions`
/// their last symbols stand beside y^k. Schreiber (2000); conditioned, Lizier et al. (2008).
/// Errors: no_data if empty, bad_value if lengths differ or k = 0, insufficient_points for k periods or fewer.
[[nodiscard]] Result<double> transfer_entropy(Symbols source, Symbols target, std::size_t history = 1,
                                              std::span<const Symbols> conditions = {});

/// T_{X->Y} - T_{Y->X} in bits: positive if x leads. Antisymmetric. Errors: as for `transfer_entropy`.
[[nodiscard]] Result<double> net_transfer_entropy(Symbols x, Symbols y, std::size_t history = 1,
                                                  std::span<const Symbols> conditions = {});

/// How `test_transfer_entropy` looks at a flow.
struct TransferOptions {
    std::size_t history{1};
    std::span<const Symbols> conditions{};
    std::size_t fewest_periods{100};  ///< transitions, at least 10; 100 for two symbols and history 1, more for more
    SurrogateDraws surrogates{};      ///< at least 200 draws
};

/// A flow beside what chance makes of it: counts in small samples always show some.
struct TransferTest {
    double bits{};            ///< plug-in estimate
    double surrogate_mean{};  ///< of the same with the symbols of the source in random order
    double corrected_bits{};  ///< bits - surrogate_mean; below 0 means none
    double analytic_bias{};   ///< (Ky - 1)(Kx - 1) Ky^k/(2 n ln 2), conditions left out
    double p{};               ///< (1 + #{surrogate >= bits})/(M + 1)
    std::size_t transitions{};
};

/// `transfer_entropy` with bias and p by at least 200 random orders of the source; the same bytes for any number of
/// threads. Errors: as there, insufficient_points below `fewest_periods` transitions, bad_value if draws < 200 or
/// fewest_periods < 10.
[[nodiscard]] Result<TransferTest> test_transfer_entropy(Symbols source, Symbols target,
                                                         const TransferOptions& options);

/// Both flows and the balance.
struct NetTransfer {
    TransferTest x_to_y;
    TransferTest y_to_x;
    double net_bits{};            ///< difference of plug-in estimates
    double net_corrected_bits{};  ///< difference of corrected estimates
};

/// `test_transfer_entropy` both ways, with separate draws; history and conditions apply to both. Errors: as there.
[[nodiscard]] Result<NetTransfer> test_net_transfer(Symbols x, Symbols y, const TransferOptions& options);

}  // namespace entangled::kernels
