#include "indicators/kernels/interdependence/friends_enemies.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd three(std::initializer_list<double> values)
{
    MatrixXd matrix(3, 3);
    Eigen::Index at = 0;
    for (const double value : values) {
        matrix(at / 3, at % 3) = value;
        ++at;
    }
    return matrix;
}

/// Three countries, theta 5, after Kleinman, Liu and Redding 2020.
WorldTrade three_countries()
{
    WorldTrade world;
    world.expenditure_shares = three({.85003, .118042, .031928, .07965, .880732, .039619, .047175, .123787, .829039});
    world.trade_elasticity = 5.0;
    return world;
}

double distance(const MatrixXd& a, const MatrixXd& b) { return (a - b).cwiseAbs().maxCoeff(); }

MatrixXd any_shares(Eigen::Index n)
{
    MatrixXd shares(n, n);
    for (double& share : shares.reshaped()) share = *rc::gen::inRange(1, 100);
    for (Eigen::Index i = 0; i < n; ++i) shares.row(i) /= shares.row(i).sum();
    return shares;
}

}  // namespace

TEST_CASE("income and welfare exposure of three countries as printed", "[kernels][interdependence]")
{
    // Printed to six digits from unprinted inputs. The shares' own sixth digit moves them by up to 1.3e-6.
    const MatrixXd income =
        three({.609359, -.449073, -.160285, -.289794, .447487, -.157693, -.287930, -.453146, .741076});
    const MatrixXd welfare = three({.984817, .012340, .002843, .007959, .987824, .004217, .005076, .012108, .982816});
    WorldTrade world = three_countries();
    const bool given = GENERATE(false, true);
    if (given) world.income_shares = Eigen::Vector3d{.321931, .501686, .176383};
    const auto found = friends_enemies(world).value();
    CHECK(distance(found.income, income) < 1.9e-6);
    CHECK(distance(found.welfare, welfare) < 1e-6);
    CHECK(distance(found.welfare.rowwise().sum(), VectorXd::Ones(3)) < 1e-14);
    CHECK(distance(found.income.rowwise().sum(), VectorXd::Zero(3)) < 1e-14);
}

TEST_CASE("the exposures are the derivatives of the nonlinear model", "[kernels][interdependence]")
{
    // Independent: Armington equilibrium solved with mpmath at 40 digits, central differences of step 1e-12, the same
    // shares with rows that add to 1. Other readings miss: M = T S by 2.1, M = S T - I by 0.001, and Q of 1/n, another
    // numeraire, by 0.15 in income but not in welfare.
    const MatrixXd income = three({0.609358744523, -0.449072607147, -0.160286137376, -0.289794447937, 0.4474877643,
                                   -0.157693316362, -0.287930454287, -0.453144728779, 0.741075183066});
    const MatrixXd welfare = three({0.984816490684, 0.0123402353331, 0.00284327398289, 0.00795859069753, 0.987824204505,
                                    0.00421720479765, 0.00507611515196, 0.0121082911331, 0.982815593715});
    const auto found = friends_enemies(three_countries()).value();
    CHECK(distance(found.income, income) < 1e-11);
    CHECK(distance(found.welfare, welfare) < 1e-11);
    const Eigen::Vector3d q{0.321931426643342157, 0.501684969535265383, 0.176383603821392458};
    CHECK(distance(found.income_shares, q) < 1e-14);
    CHECK(distance(found.income_shares.transpose() * found.income, MatrixXd::Zero(1, 3)) < 1e-14);
    CHECK(distance(balanced_incomes(three_countries().expenditure_shares).value().shares, q) < 1e-14);
}

TEST_CASE("exposures hold for any world", "[kernels][interdependence]")
{
    REQUIRE(rc::check("rows add to 1 and 0, own growth helps most, renumbering renumbers", [] {
        const Eigen::Index n = *rc::gen::inRange(2, 7);
        WorldTrade world{any_shares(n), .5 + *rc::gen::inRange(0, 10), {}, 1e-3};
        const auto found = friends_enemies(world).value();
        RC_ASSERT(distance(found.welfare.rowwise().sum(), VectorXd::Ones(n)) < 1e-11);
        RC_ASSERT(distance(found.income.rowwise().sum(), VectorXd::Zero(n)) < 1e-11);
        RC_ASSERT(found.income_shares.minCoeff() > 0.0);
        RC_ASSERT(std::abs(found.income_shares.sum() - 1.0) < 1e-14);
        const MatrixXd turned = world.expenditure_shares.reverse();
        world.expenditure_shares = turned;
        const auto other = friends_enemies(world).value();
        RC_ASSERT(distance(other.welfare.reverse(), found.welfare) < 1e-11);
    }));
}

TEST_CASE("worlds without an answer", "[kernels][interdependence]")
{
    WorldTrade world = three_countries();
    SECTION("autarky") { world.expenditure_shares = MatrixXd::Identity(3, 3); }
    SECTION("two parts that do not trade") { world.expenditure_shares = three({.5, .5, 0, .5, .5, 0, 0, 0, 1}); }
    SECTION("a country that sells nothing") { world.expenditure_shares = three({.5, .5, 0, .5, .5, 0, .3, .7, 0}); }
    SECTION("incomes that do not clear") { world.income_shares = Eigen::Vector3d{.2, .6, .2}; }
    CHECK(friends_enemies(world).error().code == Errc::not_identified);
}

TEST_CASE("illegal worlds", "[kernels][interdependence]")
{
    const double inf = std::numeric_limits<double>::infinity();
    WorldTrade world = three_countries();
    SECTION("shares that do not add to 1") { world.expenditure_shares *= 1.01; }
    SECTION("a negative share") { world.expenditure_shares(0, 2) = -.03; }
    SECTION("a share that is not finite") { world.expenditure_shares(0, 2) = std::nan(""); }
    SECTION("not square") { world.expenditure_shares = MatrixXd::Constant(2, 3, 1.0 / 3.0); }
    SECTION("no elasticity") { world.trade_elasticity = 0; }
    SECTION("an infinite elasticity") { world.trade_elasticity = inf; }
    SECTION("incomes of another number") { world.income_shares = VectorXd::Constant(2, .5); }
    SECTION("incomes that are not shares") { world.income_shares = Eigen::Vector3d{3219, 5017, 1764}; }
    SECTION("a negative income") { world.income_shares = Eigen::Vector3d{1.2, -.3, .1}; }
    SECTION("an illegal tolerance") { world.tolerance = inf; }
    CHECK(friends_enemies(world).error().code == Errc::bad_value);
}

TEST_CASE("the smallest worlds and the extreme elasticities", "[kernels][interdependence]")
{
    CHECK(friends_enemies({MatrixXd::Ones(1, 1), 5, {}}).error().code == Errc::insufficient_points);
    CHECK(friends_enemies({MatrixXd{}, 5, {}}).error().code == Errc::insufficient_points);
    WorldTrade world = three_countries();
    world.trade_elasticity = 1e300;
    CHECK(friends_enemies(world).has_value());
    world.trade_elasticity = 5e-324;
    CHECK(friends_enemies(world).value().income.isZero(0.0));
}
