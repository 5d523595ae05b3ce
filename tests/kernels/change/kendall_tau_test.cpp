#include "indicators/kernels/change/kendall_tau.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

struct Points {
    Series x;
    Series y;
};

Points some_points()
{
    const auto size = static_cast<std::size_t>(*rc::gen::inRange(2, 40));
    const auto x = *rc::gen::container<std::vector<int>>(size, rc::gen::inRange(0, 9));
    const auto y = *rc::gen::container<std::vector<int>>(size, rc::gen::inRange(0, 9));
    return {{x.begin(), x.end()}, {y.begin(), y.end()}};
}

int sign(double value) { return (value > 0.0) - (value < 0.0); }

}  // namespace

TEST_CASE("tau-b with ties agrees with scipy.stats.kendalltau", "[kernels][change]")
{
    const Series times{1, 2, 3, 4, 5, 6, 7, 8};
    const Series values{2, 1, 4, 3, 6, 8, 7, 7};
    const auto tau = kendall_tau(times, values).value();
    CHECK(tau.tau_b == Approx(.6910233190806424).epsilon(1e-14));
    CHECK(tau.p_asymptotic == Approx(.017844011512848347).epsilon(1e-12));
    CHECK(tau.tied_y == 1);
    CHECK(tau.s == 19);
    CHECK(tau.tau_a == Approx(19.0 / 28.0).epsilon(1e-15));
    CHECK(kendall_tau_in_time(values).value().tau_b == tau.tau_b);
    const auto both = kendall_tau(Series{1, 1, 2, 3, 3, 3, 4, 5, 6}, Series{2, 2, 2, 1, 5, 5, 7, 3, 7}).value();
    CHECK(both.tau_b == Approx(0.5397505397508097).epsilon(1e-14));
    CHECK(both.p_asymptotic == Approx(0.06083306946076426).epsilon(1e-12));
}

TEST_CASE("counts equal those of every pair", "[kernels][change]")
{
    REQUIRE(rc::check([] {
        const auto [x, y] = some_points();
        std::int64_t concordant = 0;
        std::int64_t discordant = 0;
        std::int64_t tied_x = 0;
        std::int64_t tied_y = 0;
        for (std::size_t j = 1; j < x.size(); ++j) {
            for (std::size_t i = 0; i < j; ++i) {
                const int order = sign(x[j] - x[i]) * sign(y[j] - y[i]);
                concordant += order > 0;
                discordant += order < 0;
                tied_x += x[i] == x[j];
                tied_y += y[i] == y[j];
            }
        }
        const auto tau = kendall_tau(x, y);
        if (!tau) {
            RC_ASSERT(tau.error().code == Errc::not_identified);
            return;
        }
        RC_ASSERT(tau->concordant == concordant && tau->discordant == discordant);
        RC_ASSERT(tau->tied_x == tied_x && tau->tied_y == tied_y);
        RC_ASSERT(std::abs(tau->tau_b) <= 1.0 && std::isfinite(tau->z) && tau->variance > 0.0);
        const auto exchanged = kendall_tau(y, x).value();
        RC_ASSERT(exchanged.tau_b == tau->tau_b && exchanged.p_asymptotic == tau->p_asymptotic);
        RC_ASSERT(exchanged.tied_x == tau->tied_y);
    }));
}

TEST_CASE("only ranks count", "[kernels][change]")
{
    Series values(300);
    fill_normals(2, 0, values);
    auto stretched = values;
    for (double& value : stretched) value = std::exp(value) * 1e290;
    CHECK(kendall_tau_in_time(values).value().s == kendall_tau_in_time(stretched).value().s);
}

TEST_CASE("illegal lists are errors", "[kernels][change]")
{
    CHECK(kendall_tau({}, {}).error().code == Errc::no_data);
    CHECK(kendall_tau(Series{1}, Series{1}).error().code == Errc::insufficient_points);
    CHECK(kendall_tau(Series{1, 2}, Series{1}).error().code == Errc::bad_value);
    CHECK(kendall_tau(Series{1, 1}, Series{1, 2}).error().code == Errc::not_identified);
    CHECK(kendall_tau_in_time(Series{3, 3, 3}).error().code == Errc::not_identified);
    CHECK(kendall_tau_in_time(Series{3, std::numeric_limits<double>::infinity()}).error().code == Errc::bad_value);
    CHECK(kendall_tau_in_time(Series{-1.7e308, 1.7e308}).value().tau_b == 1.0);
}
