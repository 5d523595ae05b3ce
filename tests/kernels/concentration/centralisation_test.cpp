#include "indicators/kernels/concentration/centralisation.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

namespace {

Eigen::MatrixXd any_flows(Eigen::Index n)
{
    Eigen::MatrixXd flows(n, n);
    for (double& flow : flows.reshaped()) flow = *rc::gen::inRange(0, 12);
    flows(0, 1) += 1.0;
    return flows;
}

void check_profile(const std::vector<double>& profile, const std::vector<double>& expected)
{
    REQUIRE(profile.size() == expected.size());
    for (std::size_t k = 0; k < profile.size(); ++k) CHECK(profile[k] == Approx(expected[k]).epsilon(0).margin(1e-14));
}

}  // namespace

TEST_CASE("the profile of three countries", "[kernels][concentration]")
{
    // Constructed after Piccardi and Tajoli 2018: out-strengths 80, 10, 10.
    Eigen::MatrixXd flows(3, 3);
    flows << 0, 50, 30, 5, 0, 5, 4, 6, 0;
    check_profile(vulnerability_profile(flows).value(), {1.0, 0.11, 0.0, 0.0});
    const auto whole = centralisation(flows).value();
    CHECK(whole.area == Approx((1.0 / 3.0 - .11) / 3.0).epsilon(1e-14));
    CHECK(whole.ratio == Approx(.67).epsilon(1e-14));
}

TEST_CASE("the profile of five countries", "[kernels][concentration]")
{
    // Independent computation: removal one by one and numpy.trapz over k/n.
    Eigen::MatrixXd flows(5, 5);
    flows << 0, 12, 7, 3, 9, 4, 0, 1, 8, 2, 6, 5, 0, 2, 1, 1, 0, 3, 0, 2, 2, 9, 4, 6, 0;
    const auto whole = centralisation(flows).value();
    check_profile(whole.profile, {1, 43.0 / 87.0, 19.0 / 87.0, 5.0 / 87.0, 0, 0});
    CHECK(whole.area == Approx(0.04597701149425287).epsilon(1e-13));
    CHECK(whole.ratio == Approx(0.22988505747126436).epsilon(1e-13));
}

TEST_CASE("equal exporters are removed in random order", "[kernels][concentration]")
{
    // Mean over all six orders of the three tied countries, by independent enumeration.
    Eigen::MatrixXd flows(4, 4);
    flows << 0, 5, 4, 3, 1, 0, 4, 1, 2, 1, 0, 3, 3, 3, 0, 0;
    check_profile(vulnerability_profile(flows).value(), {1.0, 0.4, 2.0 / 15.0, 0.0, 0.0});
}

TEST_CASE("complete graph and star are the ends of the scale", "[kernels][concentration]")
{
    const Eigen::Index n = GENERATE(3, 4, 7, 20);
    const auto count = static_cast<double>(n);
    const Eigen::MatrixXd complete = Eigen::MatrixXd::Constant(n, n, 2.5);
    const auto even = centralisation(complete).value();
    check_profile(even.profile, complete_graph_profile(static_cast<std::size_t>(n)).value());
    CHECK(even.area == Approx(0.0).margin(1e-14));
    Eigen::MatrixXd star = Eigen::MatrixXd::Zero(n, n);
    star.row(n - 1).head(n - 1).setConstant(3.0);
    const auto hub = centralisation(star).value();
    CHECK(hub.profile[1] == 0.0);
    CHECK(hub.area == Approx((count - 2.0) / (3.0 * count)).epsilon(1e-14));
    CHECK(hub.ratio == Approx(1.0).epsilon(1e-14));
}

TEST_CASE("profiles hold their properties", "[kernels][concentration]")
{
    REQUIRE(rc::check("falling from 1 to 0, the same for any order of countries and any unit", [] {
        const Eigen::Index n = *rc::gen::inRange(3, 7);
        const Eigen::MatrixXd flows = any_flows(n);
        const auto whole = centralisation(flows).value();
        RC_ASSERT(whole.profile.front() == 1.0);
        RC_ASSERT(whole.profile.back() == 0.0);
        for (std::size_t k = 1; k < whole.profile.size(); ++k) {
            RC_ASSERT(whole.profile[k] >= 0.0 && whole.profile[k] <= whole.profile[k - 1]);
        }
        RC_ASSERT(whole.ratio <= 1.0 + 1e-12);
        const Eigen::MatrixXd turned = flows.reverse();
        RC_ASSERT(centralisation(turned).value().profile == whole.profile);
        const Eigen::MatrixXd scaled = flows * 1024.0;
        RC_ASSERT(centralisation(scaled).value().area == whole.area);
    }));
}

TEST_CASE("illegal flows", "[kernels][concentration]")
{
    using Eigen::MatrixXd;
    CHECK(vulnerability_profile(MatrixXd{}).error().code == Errc::insufficient_points);
    CHECK(vulnerability_profile(MatrixXd::Ones(1, 1)).error().code == Errc::insufficient_points);
    CHECK(vulnerability_profile(MatrixXd::Ones(2, 3)).error().code == Errc::bad_value);
    CHECK(vulnerability_profile(MatrixXd::Identity(3, 3)).error().code == Errc::no_data);
    CHECK(vulnerability_profile(MatrixXd::Constant(2, 2, std::nan(""))).error().code == Errc::bad_value);
    CHECK(vulnerability_profile(MatrixXd::Constant(2, 2, -1.0)).error().code == Errc::bad_value);
    CHECK(vulnerability_profile(MatrixXd::Constant(2, 2, 1e308)).value() == std::vector<double>{1, 0, 0});
    CHECK(vulnerability_profile(MatrixXd::Constant(3, 3, 5e-324)).value().front() == 1.0);
    CHECK(centralisation(MatrixXd::Ones(2, 2)).error().code == Errc::insufficient_points);
    CHECK(complete_graph_profile(1).error().code == Errc::insufficient_points);
    CHECK(complete_graph_profile(2).value() == std::vector<double>{1, 0, 0});
}
