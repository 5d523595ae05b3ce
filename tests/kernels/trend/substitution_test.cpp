#include "indicators/kernels/trend/substitution.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

// Compact discs in recorded music 1986 to 1994, Cornell ENGRI 1270.
const Series times{1, 3, 5, 7, 9};
const Series discs{.10, .230, .387, .477, .656};

Approx near(double value, double margin) { return Approx(value).epsilon(0).margin(margin); }

}  // namespace

TEST_CASE("logits of the share of compact discs", "[kernels][trend]")
{
    // Printed in the course notes of Cornell ENGRI 1270.
    const auto values = logits(discs).value();
    const Series printed{-2.19722, -1.20831, -0.45994, -0.09206, 0.645519};
    for (std::size_t i = 0; i < printed.size(); ++i) CHECK(values[i] == near(printed[i], 5e-6));
}

TEST_CASE("substitution of records by compact discs", "[kernels][trend]")
{
    SECTION("least squares, computed apart with numpy.polyfit")
    {
        const auto fit = fisher_pry(times, discs).value();
        CHECK(fit.rate == near(0.3400866825280886, 1e-12));
        CHECK(fit.intercept == near(-2.3628377861950565, 1e-12));
        CHECK(fit.half_time == near(6.947751580951436, 1e-11));
        CHECK(1985.0 + fit.half_time == near(1991.95, 5e-3));
        CHECK(fit.takeover == near(12.921556122120395, 1e-11));
        CHECK(share_at(fit, 17).value() == near(0.9682819014971816, 1e-12));
        CHECK(time_of_share(fit, 0.5).value() == near(fit.half_time, 1e-12));
        CHECK(time_of_share(fit, 0.9).value() - time_of_share(fit, 0.1).value() == near(fit.takeover, 1e-11));
    }
    SECTION("median of the slopes; the middle time needs median(logit - slope t)")
    {
        // The other intercept, median(logit) - slope median(t), would put it at 6.30257.
        const auto fit = fisher_pry(times, discs, {.fit = LogitFit::theil_sen}).value();
        CHECK(fit.rate == near(.3531014, 5e-8));
        CHECK(fit.half_time == near(7.17186, 5e-6));
    }
    SECTION("ceiling of 80 %, computed apart with numpy.polyfit")
    {
        const auto fit = fisher_pry(times, discs, {.ceiling = 0.8}).value();
        CHECK(fit.rate == near(0.4110968248208944, 1e-12));
        CHECK(fit.half_time == near(5.49247689728531, 1e-11));
        CHECK(share_at(fit, 17).value() == near(0.7930055012321623, 1e-12));
        CHECK(share_at(fit, fit.half_time).value() == near(0.4, 1e-14));
    }
}

TEST_CASE("substitution holds its properties", "[kernels][trend]")
{
    REQUIRE(rc::check("a logistic curve is found again by both fits; the falling share is its mirror", [] {
        const double rate = *rc::gen::inRange(1, 200) / 100.0;
        const double middle = *rc::gen::inRange(-10, 10);
        const double ceiling = *rc::gen::inRange(1, 10) / 10.0;
        Series shares;
        Series rest;
        Series at;
        // Within five logits of the middle: further out the rest is a difference of almost equal numbers.
        for (const double logit : {-3.0, -1.0, 0.0, 2.0, 5.0}) {
            const double t = middle + logit / rate;
            at.push_back(t);
            shares.push_back(ceiling / (1.0 + std::exp(-rate * (t - middle))));
            rest.push_back(ceiling - shares.back());
        }
        for (const auto kind : {LogitFit::least_squares, LogitFit::theil_sen}) {
            const auto fit = fisher_pry(at, shares, {kind, ceiling});
            const auto fall = fisher_pry(at, rest, {kind, ceiling});
            if (!fit || !fall) continue;
            RC_ASSERT(std::abs(fit->rate - rate) < 1e-6 && std::abs(fit->half_time - middle) < 1e-6);
            RC_ASSERT(std::abs(fall->rate + rate) < 1e-6);
            const auto share = share_at(*fit, *rc::gen::inRange(-1000, 1000)).value();
            RC_ASSERT(share >= 0.0 && share <= ceiling);
        }
    }));
    REQUIRE(rc::check("the order of points does not change a byte", [] {
        Series at = times;
        Series shares = discs;
        std::ranges::reverse(at);
        std::ranges::reverse(shares);
        for (const auto kind : {LogitFit::least_squares, LogitFit::theil_sen}) {
            RC_ASSERT(fisher_pry(at, shares, {.fit = kind}).value().rate ==
                      fisher_pry(times, discs, {.fit = kind}).value().rate);
        }
    }));
}

TEST_CASE("illegal shares are errors", "[kernels][trend]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK(logits({}).error().code == Errc::no_data);
    CHECK(logits(Series{0.0}).error().code == Errc::bad_value);
    CHECK(logits(Series{1.0}).error().code == Errc::bad_value);
    CHECK(logits(Series{0.9}, 0.9).error().code == Errc::bad_value);
    CHECK(logits(Series{0.5}, 0.0).error().code == Errc::bad_value);
    CHECK(logits(Series{0.5}, inf).error().code == Errc::bad_value);
    CHECK(std::isfinite(logits(Series{5e-324}).value().front()));
    CHECK(fisher_pry(Series{1}, Series{0.5}).error().code == Errc::insufficient_points);
    CHECK(fisher_pry(Series{1, 2}, Series{0.5, 0.5}).error().code == Errc::not_identified);
    CHECK(fisher_pry(Series{1, 1}, Series{0.4, 0.5}).error().code == Errc::not_identified);
    CHECK(fisher_pry(Series{1, 1}, Series{0.4, 0.5}, {.fit = LogitFit::theil_sen}).error().code == Errc::bad_value);
    CHECK(fisher_pry(Series{1, 2, 3}, Series{0.4, 0.5}).error().code == Errc::bad_value);
    const auto fit = fisher_pry(times, discs).value();
    CHECK(share_at(fit, inf).error().code == Errc::bad_value);
    CHECK(share_at(fit, 1e6).value() == 1.0);
    CHECK(share_at(fit, -1e6).value() == 0.0);
    CHECK(time_of_share(fit, 1.0).error().code == Errc::bad_value);
}
