#include "indicators/kernels/reaction/richardson.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <unsupported/Eigen/MatrixFunctions>

namespace entangled::kernels {
namespace {

constexpr double most_turns = 1e6;

bool legal(const Richardson& m)
{
    return std::isfinite(m.k) && std::isfinite(m.g) && std::isfinite(m.l) && std::isfinite(m.h) && m.a > 0.0 &&
           m.b > 0.0 && std::isfinite(m.a) && std::isfinite(m.b);
}

bool finite(Stocks stocks) { return std::isfinite(stocks.x) && std::isfinite(stocks.y); }

/// ((b - a)/2)^2 + kl, positive for real eigenvalues.
double discriminant(const Richardson& m)
{
    const double half = 0.5 * (m.b - m.a);
    return half * half + m.k * m.l;
}

std::array<std::complex<double>, 2> eigenvalues_of(const Richardson& m, double determinant)
{
    const double middle = -0.5 * m.a - 0.5 * m.b;
    const double square = discriminant(m);
    const double root = std::sqrt(std::abs(square));
    if (square < 0.0) return {std::complex{middle, -root}, std::complex{middle, root}};
    const double lower = middle - root;
    // Not middle + root, which cancels near the critical point.
    return {std::complex{lower, 0.0}, std::complex{determinant / lower + 0.0, 0.0}};
}

Coupling regime_of(const Richardson& m, double determinant)
{
    const double rounding = 4.0 * std::numeric_limits<double>::epsilon() * (m.a * m.b + std::abs(m.k * m.l));
    if (std::abs(determinant) <= rounding) return Coupling::critical;
    return determinant > 0.0 ? Coupling::stable : Coupling::runaway;
}

}  // namespace

Result<RichardsonBalance> richardson_balance(const Richardson& m)
{
    if (!legal(m)) return Error{Errc::bad_value, "richardson_balance: fatigues are positive and all rates finite"};
    RichardsonBalance balance;
    balance.determinant = m.a * m.b - m.k * m.l;
    balance.eigenvalues = eigenvalues_of(m, balance.determinant);
    balance.regime = regime_of(m, balance.determinant);
    const bool in_range = std::isfinite(balance.determinant) && m.a * m.b > 0.0 && std::isfinite(m.k * m.l) &&
                          std::isfinite(balance.eigenvalues[0].real()) && balance.eigenvalues[0].real() < 0.0 &&
                          std::isfinite(balance.eigenvalues[1].real()) && std::isfinite(discriminant(m));
    if (!in_range) return Error{Errc::bad_value, "richardson_balance: products of rates leave the range of double"};
    if (m.k * m.l >= 0.0) balance.ratio = std::sqrt(m.k * m.l / (m.a * m.b));
    if (balance.ratio && !std::isfinite(*balance.ratio)) {
        return Error{Errc::bad_value, "richardson_balance: the ratio exceeds the range of double"};
    }
    if (balance.regime != Coupling::critical) {
        const double d = balance.determinant;
        balance.equilibrium = {(m.k * m.h + m.b * m.g) / d + 0.0, (m.l * m.g + m.a * m.h) / d + 0.0};
        if (!finite(*balance.equilibrium)) {
            return Error{Errc::bad_value, "richardson_balance: the equilibrium exceeds the range of double"};
        }
    }
    return balance;
}

Result<Stocks> richardson_path(const Richardson& m, Stocks start, double time)
{
    if (!legal(m) || !finite(start)) {
        return Error{Errc::bad_value, "richardson_path: fatigues are positive, all rates and stocks finite"};
    }
    if (!std::isfinite(time) || time < 0.0) {
        return Error{Errc::bad_value, "richardson_path: the time is finite and not negative"};
    }
    // The grievances are a third stock that stays 1, in a unit of their own so that they do not set the scale.
    const double unit = std::max({std::abs(m.g), std::abs(m.h), std::numeric_limits<double>::min()});
    const double fastest = std::max({m.a, m.b, std::abs(m.k), std::abs(m.l)});
    if (!(fastest * time <= most_turns)) {
        return Error{Errc::bad_value, "richardson_path: rates times time exceed 1e6"};
    }
    Eigen::Matrix3d rates;
    rates << -m.a, m.k, m.g / unit * fastest, m.l, -m.b, m.h / unit * fastest, 0.0, 0.0, 0.0;
    const Eigen::Matrix3d flow = (rates * time).exp();
    const double drive = unit / fastest;
    const Stocks end{flow(0, 0) * start.x + flow(0, 1) * start.y + flow(0, 2) * drive,
                     flow(1, 0) * start.x + flow(1, 1) * start.y + flow(1, 2) * drive};
    if (!finite(end)) return Error{Errc::bad_value, "richardson_path: the stocks exceed the range of double"};
    return end;
}

Result<RichardsonFate> richardson_fate(const Richardson& m, Stocks start)
{
    const auto balance = richardson_balance(m);
    if (!balance) return balance.error();
    if (!finite(start)) return Error{Errc::bad_value, "richardson_fate: the stocks are finite"};
    if (balance->regime == Coupling::stable) return RichardsonFate::settles;
    if (balance->regime == Coupling::critical || !(m.k > 0.0 && m.l > 0.0)) {
        return Error{Errc::not_identified, "richardson_fate: the end is not one of the three"};
    }
    // Part of the start along the growing direction, by its left eigenvector (l, lambda + a), both positive.
    const double growth = balance->eigenvalues[1].real();
    const double along_x = m.l * (start.x - balance->equilibrium->x);
    const double along_y = (growth + m.a) * (start.y - balance->equilibrium->y);
    const double rounding = 1e-12 * (std::abs(along_x) + std::abs(along_y));
    if (!(std::abs(along_x + along_y) > rounding)) {
        return Error{Errc::not_identified, "richardson_fate: the start is on the divide"};
    }
    return along_x + along_y > 0.0 ? RichardsonFate::arms_without_end : RichardsonFate::disarms;
}

}  // namespace entangled::kernels
