#include "tests/kernels/support/input_bytes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "indicators/kernels/numbers/draws.hpp"

namespace entangled::testing {
namespace {

constexpr std::array special{0.0,
                             -0.0,
                             1.0,
                             -1.0,
                             0.5,
                             1e-300,
                             1e300,
                             -1e300,
                             std::numeric_limits<double>::denorm_min(),
                             std::numeric_limits<double>::min(),
                             std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::lowest(),
                             std::numeric_limits<double>::epsilon(),
                             std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::quiet_NaN()};

}  // namespace

std::uint8_t InputBytes::next() { return at_ < bytes_.size() ? bytes_[at_++] : std::uint8_t{0}; }

std::size_t InputBytes::below(std::size_t limit)
{
    if (limit == 0) return 0;
    const std::size_t two = std::size_t{next()} | (std::size_t{limit > 256 ? next() : std::uint8_t{0}} << 8U);
    return two % limit;
}

double InputBytes::number()
{
    const std::uint8_t kind = next();
    if (kind < 120) return static_cast<double>(kind % 12);
    if (kind < 180) return (static_cast<double>(next()) - 128.0) / 7.0;
    if (kind < 220) return static_cast<double>(next()) * 0.37 + static_cast<double>(next()) / 256.0;
    if (kind < 250) return special[kind % special.size()];
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits = (bits << 8U) | next();
    return std::bit_cast<double>(bits);
}

double InputBytes::ratio()
{
    const std::uint8_t kind = next();
    if (kind < 30) return kind % 2 == 0 ? 0.0 : 1.0;
    if (kind < 250) return static_cast<double>(next()) / 255.0;
    return number();
}

std::vector<double> InputBytes::numbers(std::size_t most)
{
    std::vector<double> values(below(most + 1));
    std::ranges::generate(values, [&] { return number(); });
    return values;
}

std::vector<double> InputBytes::ratios(std::size_t most)
{
    std::vector<double> values(below(most + 1));
    std::ranges::generate(values, [&] { return ratio(); });
    return values;
}

std::vector<double> InputBytes::times(std::size_t most)
{
    std::vector<double> values(below(most + 1));
    double time = 0.0;
    for (double& value : values) {
        time += static_cast<double>(next() % 64) / 16.0;
        value = time;
    }
    return values;
}

Eigen::MatrixXd InputBytes::matrix(std::size_t rows, std::size_t columns)
{
    Eigen::MatrixXd values(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
    for (double& value : values.reshaped()) value = flag() ? number() : ratio();
    return values;
}

void require(bool condition, const char* what)
{
    if (!condition) throw BorderBroken{what};
}

void require_finite(double value, const char* what)
{
    if (!std::isfinite(value)) throw BorderBroken{std::string{what} + ": a value is not finite"};
}

void require_finite(std::span<const double> values, const char* what)
{
    for (const double value : values) require_finite(value, what);
}

void require_finite(const Eigen::MatrixXd& values, const char* what)
{
    for (const double value : values.reshaped()) require_finite(value, what);
}

void require_finite(Interval interval, const char* what)
{
    require_finite(interval.lower, what);
    require_finite(interval.upper, what);
    require(interval.lower <= interval.upper, what);
}

void try_rounds(void (*attempt)(InputBytes&), std::size_t rounds, std::size_t size)
{
    for (std::size_t round = 0; round < rounds; ++round) {
        std::vector<std::uint8_t> bytes(1 + round % size);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<std::uint8_t>(kernels::uniform(round, i) * 256.0);
        }
        InputBytes input{bytes};
        try {
            attempt(input);
        } catch (const BorderBroken& broken) {
            throw BorderBroken{std::string{broken.what()} + " (round " + std::to_string(round) + ")"};
        }
    }
}

}  // namespace entangled::testing
