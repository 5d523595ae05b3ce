#include "indicators/kernels/criticality/composites.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("criticality magnitude", "[kernels][criticality]")
{
    // Independent evaluation of Graedel's magnitude at (70, 40, 55): 56.347138.
    CHECK(criticality_magnitude({70, 40, 55}).value() == Approx(56.347138).epsilon(0).margin(5e-7));
    CHECK(criticality_magnitude({55, 70, 40}).value() == criticality_magnitude({70, 40, 55}).value());
    CHECK(criticality_magnitude({100, 100, 100}).value() == 100.0);
    CHECK(criticality_magnitude({0, 0, 0}).value() == 0.0);
    CHECK(criticality_magnitude({100.1, 0, 0}).error().code == Errc::bad_value);
    CHECK(criticality_magnitude({0, -1, 0}).error().code == Errc::bad_value);
    CHECK(criticality_magnitude({0, 0, std::nan("")}).error().code == Errc::bad_value);
}

TEST_CASE("criticality potential", "[kernels][criticality]")
{
    // NSTC 2016: geometric mean of supply risk, production growth and market dynamics; by hand 0.064^(1/3) = 0.4.
    CHECK(criticality_potential(.2, .4, .8).value() == Approx(.4).epsilon(1e-14));
    CHECK(criticality_potential(.8, .2, .4).value() == criticality_potential(.2, .4, .8).value());
    CHECK(criticality_potential(0, 1, 1).value() == 0.0);
    CHECK(criticality_potential(1, 1, 1).value() == 1.0);
    CHECK(criticality_potential(1, 1.5, 1).error().code == Errc::bad_value);
    CHECK(criticality_potential(std::nan(""), 1, 1).error().code == Errc::bad_value);
}
