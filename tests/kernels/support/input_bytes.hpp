#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

namespace entangled::testing {

/// Arguments for a kernel made of arbitrary bytes: ordinary, degenerate, huge, denormal, infinite and NaN. Past the end
/// every byte is 0. The same bytes give the same arguments.
class InputBytes {
  public:
    explicit InputBytes(std::span<const std::uint8_t> bytes) : bytes_{bytes} {}

    /// In [0, limit); 0 for limit 0.
    std::size_t below(std::size_t limit);
    bool flag() { return below(2) == 1; }
    /// Anything a double can be, small integers and ties most often.
    double number();
    /// Finite and in [0, 1] mostly, anything else now and then.
    double ratio();
    /// Up to `most` numbers, ratios or ascending times; empty and one-element lists are common.
    std::vector<double> numbers(std::size_t most);
    std::vector<double> ratios(std::size_t most);
    std::vector<double> times(std::size_t most);
    Eigen::MatrixXd matrix(std::size_t rows, std::size_t columns);

  private:
    std::uint8_t next();

    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

/// Thrown if a kernel lets something out that its contract excludes.
struct BorderBroken : std::logic_error {
    using std::logic_error::logic_error;
};

// Each throws BorderBroken with `what` unless every number in the value is finite; errors are always in order.
void require_finite(double value, const char* what);
void require_finite(std::span<const double> values, const char* what);
void require_finite(const Eigen::MatrixXd& values, const char* what);
void require_finite(Interval interval, const char* what);

template <class T>
void require_finite(const Result<T>& result, const char* what)
{
    if (result) require_finite(*result, what);
}

/// `condition`, or BorderBroken with `what`.
void require(bool condition, const char* what);

/// Runs `attempt` on `rounds` inputs of up to `size` bytes, made of counter-based draws; what breaks names its round.
void try_rounds(void (*attempt)(InputBytes&), std::size_t rounds, std::size_t size = 600);

}  // namespace entangled::testing
