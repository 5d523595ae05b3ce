#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Sums of a series, its squares and its products with the value before, from which the second moments of every window
/// follow in O(n). Reused without allocating; for values near 1 in size and near 0 in mean, or digits are lost.
class RollingSums {
  public:
    /// n >= 1.
    void assign(std::span<const double> values);

    /// y_t = phi y_{t-1} + shock_t in place of the shocks, from y_0 = shock_0/sqrt(1 - phi^2), and its sums. |phi| < 1.
    void assign_ar1(std::span<double> shocks, double phi);

    // Each writes a number for each of n - window + 1 windows; false if the squares in a window are so few beside those
    // of the series that its number may have lost more than five digits: it has to be computed by itself.

    /// window >= 2.
    bool variance(std::size_t window, std::span<double> out) const;
    /// Pearson, window >= 3.
    bool ac1_pearson(std::size_t window, std::span<double> out) const;
    /// window >= 3.
    bool acf1(std::size_t window, std::span<double> out) const;
    /// window >= 3.
    bool ar1_ols(std::size_t window, std::span<double> out) const;

    /// Whether that holds of the window from value number `first`; window >= 3, or 2 for its variance.
    [[nodiscard]] bool lost(std::size_t first, std::size_t window) const noexcept;

  private:
    void resize(std::size_t n);

    std::vector<double> sums_;
    std::vector<double> squares_;
    std::vector<double> products_;
};

}  // namespace entangled::kernels
