#include "indicators/kernels/networks/input_output.hpp"

#include "tests/kernels/networks/leather.hpp"

#include <rapidcheck.h>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

Leontief leather_model()
{
    const testing::Leather table;
    return leontief(table.flows, gross_output(table.flows, table.final_demand).value()).value();
}

MatrixXd square(std::initializer_list<double> parts)
{
    const auto size = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(parts.size()))));
    MatrixXd matrix(size, size);
    Index k = 0;
    for (const double part : parts) {
        matrix(k / size, k % size) = part;
        ++k;
    }
    return matrix;
}

VectorXd column(std::initializer_list<double> parts)
{
    VectorXd vector(static_cast<Index>(parts.size()));
    Index k = 0;
    for (const double part : parts) vector(k++) = part;
    return vector;
}

struct Economy {
    MatrixXd flows;
    VectorXd output;
};

/// Up to six sectors, each with value added.
Economy some_economy()
{
    const auto size = static_cast<Index>(*rc::gen::inRange(1, 7));
    Economy economy{MatrixXd(size, size), VectorXd(size)};
    for (double& flow : economy.flows.reshaped()) flow = *rc::gen::inRange(0, 30) / 4.0;
    for (Index j = 0; j < size; ++j) {
        economy.output(j) = economy.flows.col(j).sum() + *rc::gen::inRange(1, 40) / 4.0;
    }
    return economy;
}

}  // namespace

TEST_CASE("the leather table has the output, exports and value added of its publication", "[kernels][networks]")
{
    // decompr, data leather (Quast and Kummritz 2015); v and E recomputed with numpy.
    const testing::Leather table;
    const auto output = gross_output(table.flows, table.final_demand).value();
    const auto exports = gross_exports(table.flows, table.final_demand, table.country).value();
    const auto model = leather_model();
    const std::array X{77.7, 58.3, 19.0, 112.7, 124.6, 43.2, 156.3, 127.8, 217.0};
    const std::array E{33.2, 28.5, 2.6, 45.9, 59.2, 8.5, 38.7, 31.0, 77.9};
    const std::array v{0.673102, 0.569468, 0.321053, 0.619343, 0.508828, 0.289352, 0.609725, 0.456964, 0.324885};
    for (std::size_t j = 0; j < 9; ++j) {
        CAPTURE(j);
        CHECK(output(static_cast<Index>(j)) == Approx(X[j]).epsilon(1e-12));
        CHECK(exports(static_cast<Index>(j)) == Approx(E[j]).epsilon(1e-12));
        CHECK(model.value_added(static_cast<Index>(j)) == Approx(v[j]).epsilon(0).margin(5e-7));
    }
    CHECK(model.negative.empty());
}

TEST_CASE("value added in exports, output and final demand as decompr publishes it", "[kernels][networks]")
{
    // decompr, the package's own tests on data leather: [1,1] and [9,9] of VB E and VB X, 1st and 20th of VB Y by rows.
    const testing::Leather table;
    const auto model = leather_model();
    const auto exports = gross_exports(table.flows, table.final_demand, table.country).value();
    const auto in_exports = value_added_in(model, exports).value();
    CHECK(in_exports(0, 0) == Approx(28.52278).epsilon(0).margin(2e-3));
    CHECK(in_exports(8, 8) == Approx(34.74381).epsilon(0).margin(2e-3));
    CHECK(in_exports(0, 0) == Approx(28.522781432).epsilon(0).margin(1e-9));
    CHECK(in_exports(8, 8) == Approx(34.743819241).epsilon(0).margin(1e-9));
    const auto in_output = value_added_in(model, gross_output(table.flows, table.final_demand).value()).value();
    CHECK(in_output(0, 0) == Approx(66.75361799).epsilon(0).margin(1e-8));
    CHECK(in_output(8, 8) == Approx(96.78316785).epsilon(0).margin(1e-8));
    const auto to = value_added_to(model, table.final_demand).value();
    CHECK(to(0, 0) == Approx(24.3345824).epsilon(0).margin(1e-7));
    CHECK(to(6, 1) == Approx(23.6841309).epsilon(0).margin(1e-7));
    // All value added is used by someone, and all final demand is somebody's value added.
    CHECK(to.sum() == Approx(table.final_demand.sum()).epsilon(1e-12));
}

TEST_CASE("the columns of VB sum to 1", "[kernels][networks]")
{
    const auto sums = leather_model().value_origin.colwise().sum().eval();
    for (const double sum : sums) CHECK(sum == Approx(1.0).epsilon(0).margin(1e-12));
    CHECK(rc::check("in any economy with value added everywhere", [] {
        const auto economy = some_economy();
        const auto model = leontief(economy.flows, economy.output).value();
        for (const double sum : model.value_origin.colwise().sum().eval()) RC_ASSERT(std::abs(sum - 1.0) < 1e-12);
        RC_ASSERT(model.inverse.minCoeff() >= 0.0);
        RC_ASSERT(model.inverse.diagonal().minCoeff() >= 1.0 - 1e-12);
        // B = I + A B, the definition of the inverse.
        const auto size = economy.flows.rows();
        const MatrixXd again = MatrixXd::Identity(size, size) + model.coefficients.lazyProduct(model.inverse);
        RC_ASSERT((again - model.inverse).cwiseAbs().maxCoeff() < 1e-11 * model.inverse.maxCoeff());
    }));
}

TEST_CASE("coefficients do not depend on the currency, and shares not on the order of sectors", "[kernels][networks]")
{
    CHECK(rc::check("a power of two changes nothing", [] {
        const auto economy = some_economy();
        const auto model = leontief(economy.flows, economy.output).value();
        const auto large = leontief(1024.0 * economy.flows, 1024.0 * economy.output).value();
        RC_ASSERT(model.inverse == large.inverse && model.value_origin == large.value_origin);
    }));
    CHECK(rc::check("reversed sectors give reversed tables", [] {
        const auto economy = some_economy();
        const auto model = leontief(economy.flows, economy.output).value();
        const auto mirror = leontief(economy.flows.reverse(), economy.output.reverse()).value();
        const MatrixXd difference = model.inverse - mirror.inverse.reverse();
        RC_ASSERT(difference.cwiseAbs().maxCoeff() < 1e-11 * model.inverse.maxCoeff());
    }));
}

TEST_CASE("negative value added is refused, or kept and named", "[kernels][networks]")
{
    // Sector 1 buys for 12 and produces 10: F16. Naive code goes on with v = -0.2.
    const auto flows = square({1, 6, 1, 6});
    const auto output = column({20, 10});
    CHECK(leontief(flows, output).error().code == Errc::bad_value);
    const auto model = leontief(flows, output, NegativeValueAdded::report).value();
    CHECK(model.negative == std::vector<std::size_t>{1});
    CHECK(model.value_added(1) == Approx(-0.2).epsilon(1e-12));
    CHECK(model.value_origin(1, 1) < 0.0);
    CHECK(model.value_origin.col(1).sum() == Approx(1.0).epsilon(1e-12));
    SECTION("inputs that make up all of the output are no negative value added")
    {
        const auto all = leontief(square({.1, 0, 0, .2, 0, 0, .7, 0, 0}), column({1, 1, 1})).value();
        CHECK(all.value_added(0) == 0.0);
        CHECK(all.negative.empty());
    }
}

TEST_CASE("an economy that cannot sustain itself is not identified", "[kernels][networks]")
{
    // Each takes all of the other: I - A is singular. The naive inverse is infinite.
    CHECK(leontief(square({0, 1, 1, 0}), column({1, 1})).error().code == Errc::not_identified);
    CHECK(leontief(square({1}), column({1})).error().code == Errc::not_identified);
    // (I - A)^-1 exists, but is negative: the naive inverse is -5/11 and so on.
    CHECK(leontief(square({2, 1, 1, 2}), column({1, 1}), NegativeValueAdded::report).error().code ==
          Errc::not_identified);
}

TEST_CASE("illegal tables are errors", "[kernels][networks]")
{
    struct Case {
        std::string what;
        MatrixXd flows;
        VectorXd output;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"empty", MatrixXd(0, 0), VectorXd(0), Errc::no_data},
        {"not square", MatrixXd::Zero(1, 2), column({1, 1}), Errc::bad_value},
        {"one output too few", square({0, 0, 0, 0}), column({1}), Errc::bad_value},
        {"negative flow", square({-1}), column({2}), Errc::bad_value},
        {"NaN flow", square({nan_value}), column({2}), Errc::bad_value},
        {"infinite output", square({1}), column({inf}), Errc::bad_value},
        {"no output", square({0}), column({0}), Errc::bad_value},
        {"coefficient overflows", square({1e300}), column({1e-300}), Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(leontief(c.flows, c.output).error().code == c.code);
}

TEST_CASE("extreme tables", "[kernels][networks]")
{
    CHECK(leontief(square({0}), column({5})).value().inverse(0, 0) == 1.0);
    CHECK(leontief(square({5e299}), column({1e300})).value().inverse(0, 0) == 2.0);
    CHECK(leontief(square({0}), column({5e-324})).value().value_added(0) == 1.0);
    CHECK(gross_output(MatrixXd(0, 0), MatrixXd(0, 1)).error().code == Errc::no_data);
    CHECK(gross_output(square({1e308}), MatrixXd::Constant(1, 1, 1e308)).error().code == Errc::bad_value);
    CHECK(gross_output(square({1}), MatrixXd::Zero(2, 1)).error().code == Errc::bad_value);
    const std::array<std::size_t, 1> one{0};
    const std::array<std::size_t, 1> unknown{1};
    CHECK(gross_exports(MatrixXd(0, 0), MatrixXd(0, 1), {}).error().code == Errc::no_data);
    CHECK(gross_exports(square({1}), MatrixXd::Ones(1, 1), unknown).error().code == Errc::bad_value);
    CHECK(gross_exports(square({1}), MatrixXd::Ones(1, 1), one).value()(0) == 0.0);
    const auto model = leontief(square({1}), column({2})).value();
    CHECK(value_added_in(model, column({1, 2})).error().code == Errc::bad_value);
    CHECK(value_added_in(model, column({nan_value})).error().code == Errc::bad_value);
    CHECK(value_added_to(model, MatrixXd::Ones(2, 1)).error().code == Errc::bad_value);
    CHECK(value_added_to(model, MatrixXd::Constant(1, 1, inf)).error().code == Errc::bad_value);
}
