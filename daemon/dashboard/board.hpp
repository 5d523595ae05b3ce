#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/dashboard/panel.hpp"

namespace entangled::dashboard {

/// Gives panels their ids and places, from left to right and from top to bottom.
class Board {
  public:
    /// A heading over what follows.
    void row(std::string_view title);
    /// Beside the panel before if there is room, else below.
    void add(const Panel& panel);
    /// Two stacks of panels side by side; the right one begins where the first panel of the left one ends.
    void add_columns(const std::vector<Panel>& left, const std::vector<Panel>& right);

    [[nodiscard]] const boost::json::array& panels() const noexcept { return panels_; }
    /// Ids of the panels that an overlay is drawn over.
    [[nodiscard]] boost::json::array with(Overlay overlay) const;

  private:
    boost::json::array panels_;
    std::vector<std::pair<Overlay, int>> overlays_;
    int x_{0};
    int y_{0};
    int line_height_{0};

    void end_line();
    void place(const Panel& panel, int x, int y);
};

}  // namespace entangled::dashboard
