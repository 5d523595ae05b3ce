#include "daemon/dashboard/board.hpp"

#include <algorithm>

namespace entangled::dashboard {
namespace {

namespace json = boost::json;

constexpr int full_width = 24;

json::object position(int x, int y, int width, int height) { return {{"h", height}, {"w", width}, {"x", x}, {"y", y}}; }

}  // namespace

void Board::row(std::string_view title)
{
    end_line();
    panels_.push_back(json::object{{"id", panels_.size() + 1},
                                   {"type", "row"},
                                   {"title", title},
                                   {"collapsed", false},
                                   {"gridPos", position(0, y_, full_width, 1)},
                                   {"panels", json::array{}}});
    ++y_;
}

void Board::add(const Panel& panel)
{
    if (x_ + panel.width > full_width) end_line();
    place(panel, x_, y_);
    x_ += panel.width;
    line_height_ = std::max(line_height_, panel.height);
}

void Board::add_columns(const std::vector<Panel>& left, const std::vector<Panel>& right)
{
    end_line();
    const int middle = left.empty() ? full_width / 2 : left.front().width;
    int left_y = y_;
    int right_y = y_;
    for (const auto& panel : left) {
        place(panel, 0, left_y);
        left_y += panel.height;
    }
    for (const auto& panel : right) {
        place(panel, middle, right_y);
        right_y += panel.height;
    }
    y_ = std::max(left_y, right_y);
}

json::array Board::with(Overlay overlay) const
{
    json::array ids;
    for (const auto& [drawn, id] : overlays_) {
        if (drawn == overlay) ids.push_back(id);
    }
    return ids;
}

void Board::end_line()
{
    y_ += line_height_;
    x_ = 0;
    line_height_ = 0;
}

void Board::place(const Panel& panel, int x, int y)
{
    const int id = static_cast<int>(panels_.size()) + 1;
    json::object out{{"id", id}};
    for (auto& [key, value] : panel_json(panel)) out[key] = std::move(value);
    out["gridPos"] = position(x, y, panel.width, panel.height);
    panels_.push_back(std::move(out));
    if (panel.overlay != Overlay::none) overlays_.emplace_back(panel.overlay, id);
}

}  // namespace entangled::dashboard
