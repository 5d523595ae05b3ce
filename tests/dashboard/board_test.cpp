#include "daemon/dashboard/board.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "daemon/dashboard/table.hpp"

using namespace entangled::dashboard;

namespace {

Panel sized(int width, int height, Overlay overlay = Overlay::none)
{
    Panel panel = words("x", "y");
    panel.width = width;
    panel.height = height;
    panel.overlay = overlay;
    return panel;
}

/// x and y of the last panel.
std::array<std::int64_t, 2> place(const Board& board)
{
    const auto& position = board.panels().back().at("gridPos");
    return {position.at("x").as_int64(), position.at("y").as_int64()};
}

using Place = std::array<std::int64_t, 2>;

}  // namespace

TEST_CASE("a panel stands beside the last if there is room, else below the highest of its line", "[dashboard]")
{
    Board board;
    board.row("a");
    board.add(sized(16, 4));
    CHECK(place(board) == Place{0, 1});
    board.add(sized(8, 9));
    CHECK(place(board) == Place{16, 1});
    board.add(sized(16, 2));
    CHECK(place(board) == Place{0, 10});
    board.add(sized(9, 2));
    CHECK(place(board) == Place{0, 12});
    board.row("b");
    CHECK(place(board) == Place{0, 14});
}

TEST_CASE("two stacks begin side by side, and what follows stands below both", "[dashboard]")
{
    Board board;
    board.add_columns({sized(16, 5)}, {sized(8, 3), sized(8, 4)});
    CHECK(place(board) == Place{16, 3});
    board.add(sized(24, 1));
    CHECK(place(board) == Place{0, 7});
    board.add_columns({}, {sized(12, 2)});
    CHECK(place(board) == Place{12, 8});
}

TEST_CASE("an overlay knows the ids of its panels", "[dashboard]")
{
    Board board;
    board.add(sized(8, 1, Overlay::record_end));
    board.add(sized(8, 1, Overlay::firing_alerts));
    board.add(sized(8, 1, Overlay::record_end));
    CHECK(board.with(Overlay::record_end) == boost::json::array{1, 3});
    CHECK(board.with(Overlay::firing_alerts) == boost::json::array{2});
}

TEST_CASE("a table shows all of its rows unless they are many", "[dashboard]")
{
    const auto height = [](int rows) {
        Key key{{"reading"}, {}};
        for (int i = 0; i < rows; ++i) key.words.emplace_back(std::to_string(i), "x");
        return table("t", "d", key, {{"value", "up"}}).height;
    };
    // Grafana gives a panel 38 pixels for each of its height but the last 8, and a row of a small table 36.
    for (const int rows : {1, 5, 14}) CHECK(height(rows) * 38 - 8 >= (rows + 1) * 36 + 40);
    CHECK(height(14) == height(100));
}
