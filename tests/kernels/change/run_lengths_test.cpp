#include "indicators/kernels/change/run_lengths.hpp"

#include "indicators/kernels/numbers/tails.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

Approx to(double value, double margin) { return Approx(value).epsilon(0).margin(margin); }

using Row = std::vector<double>;

/// First unknown of a system whose right side is 1, which stands in the last column. Diagonally dominant: no pivoting.
double first_unknown(std::vector<Row> system)
{
    for (std::size_t last = system.size() - 1; last > 0; --last) {
        for (std::size_t row = 0; row < last; ++row) {
            const double factor = system[row][last] / system[last][last];
            for (std::size_t column = 0; column < last; ++column) system[row][column] -= factor * system[last][column];
            system[row].back() -= factor * system[last].back();
        }
    }
    return system[0].back() / system[0][0];
}

/// Markov chain of Brook and Evans (1972): an independent way to the same number, with an error of order states^-2.
double cusum_arl_by_chain(const CusumDesign& design, double shift, std::size_t states)
{
    const double width = 2.0 * design.limit / (2.0 * static_cast<double>(states) - 1.0);
    std::vector<Row> system(states, Row(states + 1, 0.0));
    for (std::size_t from = 0; from < states; ++from) {
        system[from][from] = 1.0;
        system[from].back() = 1.0;
        const double centre = design.reference - shift - static_cast<double>(from) * width;
        double below = 0.0;
        for (std::size_t to = 0; to < states; ++to) {
            const double above = normal_cdf(centre + (static_cast<double>(to) + 0.5) * width);
            system[from][to] -= above - below;
            below = above;
        }
    }
    return first_unknown(std::move(system));
}

}  // namespace

TEST_CASE("run lengths of cumulative sums agree with the R package spc", "[kernels][change]")
{
    // xcusum.arl of spc (Knoth), k = 0.5; two-sided and one-sided, without and with a shift of 1.
    CHECK(cusum_arl_two_sided({.5, 4}, 0).value() == to(167.68, 5e-3));
    CHECK(cusum_arl_two_sided({.5, 4}, 1).value() == to(8.383, 7e-3));
    CHECK(cusum_arl_two_sided({.5, 5}, 0).value() == to(465.44, 5e-3));
    CHECK(cusum_arl_two_sided({.5, 5}, 1).value() == to(10.376, 7e-3));
    CHECK(cusum_arl({.5, 4}, 0).value() == to(335.37, 5e-3));
    CHECK(cusum_arl({.5, 4}, 1).value() == to(8.383, 5e-4));
    CHECK(cusum_arl({.5, 5}, 0).value() == to(930.89, 5e-3));
    CHECK(cusum_arl({.5, 5}, 1).value() == to(10.376, 5e-4));
    CHECK(cusum_limit(.5, 365).value() == to(4.082221565, 4e-9));
    CHECK(cusum_arl({.5, 4.082221565}, 0).value() == to(365, 1e-6));
}

TEST_CASE("run lengths of the weighted mean agree with the R package spc", "[kernels][change]")
{
    CHECK(ewma_arl({.1, 2.703}, 0).value() == to(371.89, 5e-3));
    CHECK(ewma_arl({.1, 2.703}, 1).value() == to(9.745, 5e-4));
    CHECK(ewma_arl({.2, 2.86}, 0).value() == to(371.10, 5e-3));
    CHECK(ewma_arl({.2, 2.86}, 1).value() == to(9.802, 5e-4));
    CHECK(ewma_arl({ewma_limit(.2, 371.0).value() > 2.8 ? .2 : .1, ewma_limit(.2, 371.0).value()}, 0).value() ==
          to(371.0, 1e-8));
}

TEST_CASE("the Markov chain of Brook and Evans comes to the same", "[kernels][change]")
{
    for (const double shift : {-0.3, 0.0, 0.7}) {
        for (const double limit : {1.0, 3.0, 4.5}) {
            CAPTURE(shift, limit);
            const double coarse = cusum_arl_by_chain({.5, limit}, shift, 80);
            const double fine = cusum_arl_by_chain({.5, limit}, shift, 160);
            const double limit_of_chain = fine + (fine - coarse) / 3.0;
            CHECK(cusum_arl({.5, limit}, shift).value() == Approx(limit_of_chain).epsilon(2e-5));
        }
    }
}

TEST_CASE("a chart without memory waits 1/p", "[kernels][change]")
{
    // Weight 1 is the chart of Shewhart: 370.398 for three standard deviations.
    CHECK(ewma_arl({1.0, 3.0}, 0).value() == Approx(1.0 / normal_two_sided(3.0)).epsilon(1e-10));
    CHECK(ewma_limit(1.0, 370.39834734494877).value() == Approx(3.0).epsilon(1e-9));
    CHECK(cusum_arl({20, .001}, 20).value() == Approx(2.0).epsilon(1e-3));
}

TEST_CASE("wider limits wait longer, larger shifts shorter", "[kernels][change]")
{
    double before = 0.0;
    for (double limit = 0.5; limit < 9.0; limit += 0.5) {
        const double waits = cusum_arl({.5, limit}, 0).value();
        CHECK(waits > before);
        CHECK(cusum_arl({.5, limit}, .5).value() < waits);
        CHECK(cusum_arl_two_sided({.5, limit}, .5).value() == cusum_arl_two_sided({.5, limit}, -.5).value());
        before = waits;
    }
    CHECK(ewma_arl({.01, 2.0}, 0).value() > ewma_arl({.01, 1.9}, 0).value());
}

TEST_CASE("run lengths too long to know, and illegal designs, are errors", "[kernels][change]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK(cusum_arl({.5, 60}, 0).error().code == Errc::not_identified);
    CHECK(cusum_arl({5, 5}, 0).error().code == Errc::not_identified);
    CHECK(cusum_arl_two_sided({.5, 60}, 0).error().code == Errc::not_identified);
    CHECK(cusum_arl_two_sided({.5, 60}, 1).value() == Approx(cusum_arl({.5, 60}, 1).value()));
    CHECK(cusum_arl({.5, 0}, 0).error().code == Errc::bad_value);
    CHECK(cusum_arl({-1, 4}, 0).error().code == Errc::bad_value);
    CHECK(cusum_arl({.5, 4}, inf).error().code == Errc::bad_value);
    CHECK(cusum_arl_two_sided({.5, 400}, 0).error().code == Errc::bad_value);
    CHECK(cusum_limit(.5, 1).error().code == Errc::bad_value);
    CHECK(cusum_limit(3, 1.5).error().code == Errc::not_identified);
    CHECK(ewma_arl({0, 3}, 0).error().code == Errc::bad_value);
    CHECK(ewma_arl({.2, 9}, 0).error().code == Errc::bad_value);
    CHECK(ewma_arl({1.0, 8}, 0).error().code == Errc::not_identified);
    CHECK(ewma_limit(.2, inf).error().code == Errc::bad_value);
}
