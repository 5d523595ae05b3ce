#include "indicators/kernels/criticality/geopolrisk.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "indicators/kernels/concentration/concentration.hpp"

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Numbers = std::vector<double>;
using Weights = std::vector<std::optional<double>>;

/// Columns kind, m49, quantity_t, value_kusd, wgi_pv_0_1.
struct Graphite {
    Numbers production;
    Numbers tonnes;
    Numbers kusd;
    Weights weights;
};

Graphite graphite()
{
    Graphite table;
    std::ifstream file{ENTANGLED_TESTS_DIR "/kernels/criticality/geopolrisk_graphite_2022.csv"};
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream row{line};
        std::vector<std::string> cells(5);
        for (std::string& cell : cells) std::getline(row, cell, ',');
        if (cells[0] == "production") {
            table.production.push_back(std::stod(cells[2]));
        } else {
            table.tonnes.push_back(std::stod(cells[2]));
            table.kusd.push_back(std::stod(cells[3]));
            table.weights.emplace_back(std::stod(cells[4]));
        }
    }
    return table;
}

double sum(const Numbers& numbers)
{
    double total = 0.0;
    for (const double number : numbers) total += number;
    return total;
}

Approx digits(double value) { return Approx(value).epsilon(4e-15); }

}  // namespace

TEST_CASE("natural graphite, USA 2022, to all printed digits", "[kernels][criticality]")
{
    // geopolrisk-py @b453938, "Testing case - tool.xlsx": BACI imports, WGI weights, World Mining Data production.
    const Graphite table = graphite();
    REQUIRE(table.tonnes.size() == 36);
    REQUIRE(table.production.size() == 19);
    const double index = herfindahl(table.production).value();
    CHECK(index == digits(0.470663478647389));
    const auto risk = import_risk({table.tonnes, table.weights, 0.0, {}}).value();
    CHECK(risk.weighted_imports == digits(50585.910846903287));
    CHECK(risk.imports == digits(86586.111));
    CHECK(risk.value == digits(0.5842266185959466));
    const double score = geopolrisk_score(index, risk.value).value();
    CHECK(score == digits(0.27497413262676956));
    const double price = sum(table.kusd) / sum(table.tonnes);
    CHECK(price == digits(2.2269069573987443));
    CHECK(geopolrisk_characterisation(score, price).value() == digits(1.4956581418407857));
}

TEST_CASE("value and weight of the same imports differ in concentration", "[kernels][criticality]")
{
    // US natural graphite 2022: 0.3001 by tonnes (China 50.0 %), 0.5590 by value (74.0 %).
    const Graphite table = graphite();
    CHECK(herfindahl(table.tonnes).value() == Approx(.3001).epsilon(0).margin(5.1e-5));
    CHECK(herfindahl(table.kusd).value() == Approx(.5590).epsilon(0).margin(5.1e-5));
    CHECK(top_share(table.tonnes).value() == Approx(.500).epsilon(0).margin(5.1e-4));
    CHECK(top_share(table.kusd).value() == Approx(.740).epsilon(0).margin(5.1e-4));
}

TEST_CASE("nickel and manganese from their printed intermediate numbers", "[kernels][criticality]")
{
    // The same test case: HHI, p, sum g f, F, import risk, score, price, characterisation factor.
    struct Case {
        std::string what;
        double index, production, weighted, imports, risk, score, price, factor;
    };
    const auto c =
        GENERATE(values<Case>({{"nickel", 0.26749007657640966, 17500, 21.179740941995366, 37.495, 0.0012076833631026191,
                                0.00032304331527637554, 4.8067742365648751, 0.0037927385852119812},
                               {"manganese", 0.20351833729028621, 0, 191198.00347662019, 350700.567,
                                0.54518874922896887, 0.11095590775245055, 0.40073488389883327, 0.10860404642372944}}));
    CAPTURE(c.what);
    // One supplier with the mean weight stands for all.
    const Numbers imports{c.imports};
    const Weights weights{c.weighted / c.imports};
    const auto risk = import_risk({imports, weights, c.production, {}}).value();
    CHECK(risk.value == digits(c.risk));
    const double score = geopolrisk_score(c.index, risk.value).value();
    CHECK(score == digits(c.score));
    CHECK(geopolrisk_characterisation(score, c.price).value() == digits(c.factor));
}

TEST_CASE("a supplier without governance data is not the safest on Earth", "[kernels][criticality]")
{
    // Partner 490, "Other Asia nes" (Taiwan), carries the weight 0 in the published sheet.
    Graphite table = graphite();
    for (auto& weight : table.weights) {
        if (*weight == 0.0) weight.reset();
    }
    RiskyImports imports{table.tonnes, table.weights, 0.0, {}};
    CHECK(import_risk(imports).error().code == Errc::no_data);
    imports.missing_weight = geopolrisk_missing_weight;
    const auto risk = import_risk(imports).value();
    CHECK(risk.weighted_imports == digits(50585.910846903287 + .495 * .5));
    CHECK(risk.value > 0.5842266185959466);
}

TEST_CASE("illegal imports", "[kernels][criticality]")
{
    const Numbers one{1};
    const Weights half{.5};
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(import_risk({{}, {}, 0, {}}).error().code == Errc::no_data);
    CHECK(import_risk({{}, {}, 5, {}}).value().value == 0.0);
    CHECK(import_risk({one, {}, 0, {}}).error().code == Errc::bad_value);
    CHECK(import_risk({Numbers{-1}, half, 0, {}}).error().code == Errc::bad_value);
    CHECK(import_risk({one, half, inf, {}}).error().code == Errc::bad_value);
    CHECK(import_risk({one, Weights{1.1}, 0, {}}).error().code == Errc::bad_value);
    CHECK(import_risk({one, Weights{std::nan("")}, 0, {}}).error().code == Errc::bad_value);
    CHECK(import_risk({Numbers{1.7e308}, half, 1.7e308, {}}).error().code == Errc::bad_value);
    CHECK(import_risk({Numbers{0}, Weights{std::nullopt}, 1, {}}).value().value == 0.0);
    CHECK(geopolrisk_score(1.1, 0).error().code == Errc::bad_value);
    CHECK(geopolrisk_score(std::nan(""), 0).error().code == Errc::bad_value);
    CHECK(geopolrisk_characterisation(1, -1).error().code == Errc::bad_value);
    CHECK(geopolrisk_characterisation(1, 1.7e308).error().code == Errc::bad_value);
}
