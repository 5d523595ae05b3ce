#include "indicators/kernels/hawkes/kolmogorov_tail.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace entangled::kernels {
namespace {

constexpr std::size_t longest_exact = 1000;

/// P(D_n^+ >= x) = x sum_j C(n, j) (x + j/n)^(j-1) (1 - x - j/n)^(n-j): only positive terms.
double one_sided(double n, double x)
{
    double sum = std::exp(n * std::log1p(-x));
    const double last = std::floor(n * (1.0 - x));
    for (double j = 1.0; j <= last; j += 1.0) {
        const double rest = 1.0 - x - j / n;
        if (rest <= 0.0) break;
        const double choose = std::lgamma(n + 1.0) - std::lgamma(j + 1.0) - std::lgamma(n - j + 1.0);
        sum += x * std::exp(choose + (j - 1.0) * std::log(x + j / n) + (n - j) * std::log(rest));
    }
    return sum;
}

/// A square matrix times 10^power: powers of Durbin's matrix leave the range of double.
struct Scaled {
    Eigen::MatrixXd matrix;
    std::int64_t power{};

    void multiply(const Scaled& other)
    {
        matrix = (matrix * other.matrix).eval();
        power += other.power;
        const Eigen::Index middle = matrix.rows() / 2;
        if (matrix(middle, middle) > 1e140) {
            matrix *= 1e-140;
            power += 140;
        }
    }
};

Eigen::MatrixXd durbin_matrix(Eigen::Index m, double h)
{
    Eigen::MatrixXd matrix(m, m);
    for (Eigen::Index i = 0; i < m; ++i) {
        for (Eigen::Index j = 0; j < m; ++j) matrix(i, j) = i - j + 1 < 0 ? 0.0 : 1.0;
    }
    for (Eigen::Index i = 0; i < m; ++i) {
        matrix(i, 0) -= std::pow(h, static_cast<double>(i + 1));
        matrix(m - 1, i) -= std::pow(h, static_cast<double>(m - i));
    }
    if (2.0 * h - 1.0 > 0.0) matrix(m - 1, 0) += std::pow(2.0 * h - 1.0, static_cast<double>(m));
    for (Eigen::Index i = 0; i < m; ++i) {
        for (Eigen::Index j = 0; j < std::min(m, i + 1); ++j) {
            for (Eigen::Index g = 1; g <= i - j + 1; ++g) matrix(i, j) /= static_cast<double>(g);
        }
    }
    return matrix;
}

/// P(D_n < x) = n!/n^n times the middle entry of the n-th power.
double durbin(std::size_t n, double x)
{
    const double nx = static_cast<double>(n) * x;
    const double k = std::floor(nx) + 1.0;
    const auto m = static_cast<Eigen::Index>(2.0 * k - 1.0);
    Scaled square{durbin_matrix(m, k - nx), 0};
    Scaled result{Eigen::MatrixXd::Identity(m, m), 0};
    for (std::size_t rest = n; rest > 0; rest /= 2) {
        if (rest % 2 == 1) result.multiply(square);
        if (rest > 1) square.multiply(square);
    }
    const auto middle = static_cast<Eigen::Index>(k) - 1;
    double probability = result.matrix(middle, middle);
    for (std::size_t i = 1; i <= n; ++i) {
        probability *= static_cast<double>(i) / static_cast<double>(n);
        if (probability < 1e-140) {
            probability *= 1e140;
            result.power -= 140;
        }
    }
    return probability * std::pow(10.0, static_cast<double>(result.power));
}

/// P(D_n < x) ~ K0(z) + K1(z)/sqrt(n) + K2(z)/n + K3(z)/n^(3/2), z = x sqrt(n), in the form that converges at small z.
double pelz_good(double n, double x)
{
    constexpr double pi2 = std::numbers::pi * std::numbers::pi;
    constexpr double pi4 = pi2 * pi2;
    const double z = x * std::sqrt(n);
    const double z2 = z * z;
    const double z4 = z2 * z2;
    const double z6 = z4 * z2;
    std::array<double, 4> odd{};
    double k2 = 0.0;
    double k3 = 0.0;
    const auto terms = static_cast<int>(std::ceil(16.0 * z / std::numbers::pi)) + 1;
    for (int k = terms; k > 0; --k) {
        const double m = 2.0 * k - 1.0;
        const double m2 = m * m;
        const double q = std::exp(-pi2 * m2 / (8.0 * z2));
        odd[0] += q;
        odd[1] += q * (pi2 / 4.0 * m2 - z2);
        odd[2] += q * (6.0 * z6 + 2.0 * z4 + (2.0 * z4 - 5.0 * z2) * pi2 / 4.0 * m2 +
                       pi4 * (1.0 - 2.0 * z2) / 16.0 * m2 * m2);
        odd[3] += q * (-30.0 * z6 - 90.0 * z4 * z4 + pi2 * (135.0 * z4 - 96.0 * z6) / 4.0 * m2 +
                       pi4 * (-60.0 * z2 + 212.0 * z4) / 16.0 * m2 * m2 +
                       pi4 * pi2 * (5.0 - 30.0 * z2) / 64.0 * m2 * m2 * m2);
        const double whole = static_cast<double>(k) * k;
        const double even = std::exp(-pi2 * whole / (2.0 * z2)) * whole;
        k2 += even;
        k3 += even * (3.0 * z2 - pi2 * whole);
    }
    const double root = std::sqrt(2.0 * std::numbers::pi);
    const double third = root * (odd[2] / (72.0 * z6 * z) - pi2 * k2 / (36.0 * z2 * z));
    const double fourth = root * (odd[3] / (6480.0 * z6 * z4) + pi2 * k3 / (216.0 * z6));
    return root * odd[0] / z + root * odd[1] / (6.0 * z4) / std::sqrt(n) + third / n + fourth / (n * std::sqrt(n));
}

double tail(std::size_t draws, double x)
{
    const auto n = static_cast<double>(draws);
    const double nx2 = n * x * x;
    if (nx2 >= 400.0) return 0.0;
    // The two sides exceed together with a probability of about 2 exp(-8 n x^2), less than 1e-11 from here on.
    if (x >= 0.5 || nx2 >= 3.3) return 2.0 * one_sided(n, x);
    if (draws <= longest_exact) return 1.0 - durbin(draws, x);
    if (nx2 < 0.002) return 1.0;
    return 1.0 - pelz_good(n, x);
}

}  // namespace

Result<double> kolmogorov_tail(std::size_t n, double distance)
{
    if (!std::isfinite(distance) || distance < 0.0) {
        return Error{Errc::bad_value, "kolmogorov_tail: the distance is negative or not finite"};
    }
    if (n == 0) return Error{Errc::insufficient_points, "kolmogorov_tail: no draws, one is needed"};
    if (distance >= 1.0) return 0.0;
    if (static_cast<double>(n) * distance <= 0.5) return 1.0;
    return std::clamp(tail(n, distance), 0.0, 1.0);
}

}  // namespace entangled::kernels
