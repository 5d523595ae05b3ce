#include "daemon/config/document.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "daemon/config/table_reader.hpp"
#include "daemon/config/text_file.hpp"

namespace entangled {
namespace {

namespace fs = std::filesystem;

class DocumentFiles {
  public:
    explicit DocumentFiles(Problems& problems) : problems_(&problems) {}

    void read(const std::string& path, const std::optional<Place>& included_at)
    {
        const std::string identity = identity_of(path);
        if (included_at && refused(identity, path, *included_at)) return;
        const auto text = read_text_file(path);
        const Place here = included_at ? *included_at : Place{problems_->add_file(path), 0, 0};
        if (!text) return fail(here, fmt::format("cannot read {}: {}", path, text.error().detail));
        const std::size_t file = included_at ? problems_->add_file(path) : here.file;
        seen_.emplace(identity, here);
        auto root = parse_toml(*text, file, *problems_);
        if (!root) {
            document_.complete = false;
            return;
        }
        open_.push_back({identity, path});
        take(std::move(*root));
        open_.pop_back();
    }

    [[nodiscard]] Document result() && { return std::move(document_); }

  private:
    struct OpenFile {
        std::string identity;
        std::string path;
    };

    static std::string identity_of(const std::string& path)
    {
        std::error_code failed;
        const auto canonical = fs::weakly_canonical(path, failed);
        return failed ? path : canonical.string();
    }

    void fail(const Place& at, std::string_view message)
    {
        document_.complete = false;
        problems_->error(at, message);
    }

    bool refused(const std::string& identity, const std::string& path, const Place& at)
    {
        const auto loop =
            std::find_if(open_.begin(), open_.end(), [&](const OpenFile& f) { return f.identity == identity; });
        if (loop != open_.end()) {
            std::string way;
            for (auto file = loop; file != open_.end(); ++file) way += file->path + " -> ";
            problems_->error(at, fmt::format("files include one another in a loop: {}{}", way, path));
            return true;
        }
        const auto seen = seen_.find(identity);
        if (seen == seen_.end()) return false;
        problems_->error(at, fmt::format("{} is already included at {}", path, problems_->at(seen->second)));
        return true;
    }

    void take(Node&& root)
    {
        TableReader reader(root, "", *problems_);
        const auto includes = reader.list("include");
        std::vector<std::pair<std::string, Place>> wanted;
        for (std::size_t i = 0; includes && i < includes->size(); ++i) {
            wanted.emplace_back(path_beside(open_.back().path, (*includes)[i]), reader.item_place("include", i));
        }
        for (auto& member : root.members) {
            if (member.key != "include") merge(document_.root, std::move(member));
        }
        for (const auto& [path, at] : wanted) read(path, at);
    }

    void merge(Node& target, Member&& member)
    {
        const auto there = std::find_if(target.members.begin(), target.members.end(),
                                        [&](const Member& m) { return m.key == member.key; });
        if (there == target.members.end()) {
            target.members.push_back(std::move(member));
            return;
        }
        Node& value = there->value;
        const bool is_section = &target == &document_.root;
        if (is_section && value.kind == Node::Kind::table && member.value.kind == Node::Kind::table) {
            for (auto& inner : member.value.members) merge(value, std::move(inner));
        } else if (is_section && value.kind == Node::Kind::array && member.value.kind == Node::Kind::array) {
            std::move(member.value.items.begin(), member.value.items.end(), std::back_inserter(value.items));
        } else {
            problems_->error(member.at, fmt::format("'{}' is already set at {}", member.key, problems_->at(there->at)));
        }
    }

    Problems* problems_;
    Document document_;
    std::vector<OpenFile> open_;
    std::map<std::string, Place> seen_;
};

}  // namespace

Document read_document(const std::string& path, Problems& problems)
{
    DocumentFiles files(problems);
    files.read(path, std::nullopt);
    return std::move(files).result();
}

}  // namespace entangled
