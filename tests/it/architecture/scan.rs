//! Rust source → who names whom.
//!
//! A module is a file. What it names are the paths of its `use` items and of all
//! other code: types, expressions, attributes, and the words inside macro calls.
//! Each path is made absolute: `super` and `self` by the file's place, a first
//! word that a `use` of the file brought in by that `use`, a child module by its
//! parent. Code under `#[cfg(test)]` is not product code and is left out, with
//! the files `tests.rs` and those in folders `tests`.

use std::collections::{BTreeMap, BTreeSet};
use syn::{
    Attribute, File, Ident, Item, ItemMod, ItemUse, Macro, Meta, MetaList, Path, UseTree, Visibility,
    visit::{self, Visit},
};

/// An absolute path: `["crate", "model", "Prefix"]`, `["std", "env"]`.
pub type Absolute = Vec<String>;

/// One file of source.
#[derive(Debug, Default)]
pub struct Module {
    /// The modules from the crate's root down, such as `["model", "prefix"]`.
    pub place: Vec<String>,
    /// The path that each name brought in by `use` stands for. `*` for globs,
    /// which have no name.
    imports: BTreeMap<String, Vec<Absolute>>,
    /// Names that are only passed on: brought in by `pub use`.
    passed_on: BTreeSet<String>,
    /// Every path that a `use` brings in.
    pub used: BTreeSet<Absolute>,
    /// Every path of the other code.
    pub named: BTreeSet<Absolute>,
}

/// The files of a crate by their path below `src`, tests left out.
pub fn modules(sources: &BTreeMap<String, String>) -> BTreeMap<String, Module> {
    let product = sources.iter().filter(|(name, _)| !name.split('/').any(|part| matches!(part, "tests" | "tests.rs")));
    product.map(|(name, text)| (name.clone(), Module::parse(name, text))).collect()
}

impl Module {
    fn parse(name: &str, text: &str) -> Self {
        let file: File = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let stem = name.trim_end_matches(".rs").trim_end_matches("/mod");
        let place = stem.split('/').filter(|part| !matches!(*part, "lib" | "main")).map(str::to_owned).collect();
        let mut module = Self { place, ..Self::default() };
        let children = file.items.iter().filter_map(|item| match item {
            Item::Mod(ItemMod { ident, content: None, .. }) => Some(ident.to_string()),
            _ => None,
        });
        let mut reader = Reader { children: children.collect(), inner: Vec::new(), uses: Vec::new(), paths: Vec::new() };
        reader.visit_file(&file);
        let Reader { children, uses, paths, .. } = reader;
        for (inner, path, name, is_public) in uses {
            let path = module.absolute(&inner, &children, &path);
            module.used.insert(path.clone());
            module.imports.entry(name.clone()).or_default().push(path);
            if is_public {
                module.passed_on.insert(name);
            }
        }
        for (inner, path) in paths {
            let named = module.absolute(&inner, &children, &path);
            // What a `use` brought in and code names is expanded to what it stands for.
            let expanded: Vec<Absolute> = match module.imports.get(&named[0]) {
                Some(imports) => imports.iter().map(|import| [import, &named[1..]].concat()).collect(),
                None => vec![named],
            };
            module.named.extend(expanded);
        }
        module
    }

    /// The absolute path of `path`, as it stands in the inline modules `inner`.
    fn absolute(&self, inner: &[String], children: &BTreeSet<String>, path: &[String]) -> Absolute {
        let here = || [&["crate".to_owned()], &self.place[..], inner].concat();
        let ups = path.iter().take_while(|word| *word == "super").count();
        match path[0].as_str() {
            "super" => {
                let here = here();
                [&here[..here.len().saturating_sub(ups)], &path[ups..]].concat()
            }
            "self" => [&here()[..], &path[1..]].concat(),
            child if children.contains(child) && inner.is_empty() => [&here()[..], path].concat(),
            _ => path.to_vec(),
        }
    }

    /// What the file needs in order to work: all that it names, and what it
    /// brings in other than to pass it on.
    pub fn needed(&self) -> impl Iterator<Item = &Absolute> {
        let own = self.imports.iter().filter(|(name, _)| !self.passed_on.contains(*name));
        own.flat_map(|(_, paths)| paths).chain(&self.named)
    }

    /// Every path.
    pub fn all(&self) -> impl Iterator<Item = &Absolute> {
        self.used.iter().chain(&self.named)
    }

    /// What the name stands for if the file brings it in; globs come last.
    pub fn imported(&self, name: &str) -> impl Iterator<Item = Absolute> {
        let named = self.imports.get(name).into_iter().flatten().cloned();
        let globs = self.imports.get("*").into_iter().flatten().map(|glob| [&glob[..], &[name.to_owned()]].concat());
        named.chain(globs).collect::<Vec<_>>().into_iter()
    }
}

/// Collects what stands in a file, as it is written.
struct Reader {
    /// The modules declared in the file that are files of their own.
    children: BTreeSet<String>,
    /// The inline modules around the place.
    inner: Vec<String>,
    /// Inline modules, path, name (`*` for a glob), whether it is passed on.
    uses: Vec<(Vec<String>, Vec<String>, String, bool)>,
    paths: Vec<(Vec<String>, Vec<String>)>,
}

impl Reader {
    fn read_tokens(&mut self, tokens: &str) {
        let tokens = tokens.replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        let words = tokens.split(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | ':')));
        let words = words.map(|word| word.trim_matches(':'));
        for word in words.filter(|word| word.starts_with(|first: char| first.is_alphabetic())) {
            self.paths.push((self.inner.clone(), word.split("::").map(str::to_owned).collect()));
        }
    }

    fn bring_in(&mut self, tree: &UseTree, path: &[String], is_public: bool) {
        let below = |ident: &Ident| [path, &[ident.to_string()]].concat();
        let mut add = |path: Vec<String>, name: String| self.uses.push((self.inner.clone(), path, name, is_public));
        match tree {
            UseTree::Path(tree) => self.bring_in(&tree.tree, &below(&tree.ident), is_public),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.bring_in(tree, path, is_public)),
            UseTree::Name(tree) if tree.ident == "self" => add(path.to_vec(), path.last().cloned().unwrap_or_default()),
            UseTree::Name(tree) => add(below(&tree.ident), tree.ident.to_string()),
            UseTree::Rename(tree) => add(below(&tree.ident), tree.rename.to_string()),
            UseTree::Glob(_) => add(path.to_vec(), "*".to_owned()),
        }
    }
}

/// Whether an item is compiled for tests alone, or never.
fn is_no_product(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => {
            list.path.is_ident("cfg") && matches!(list.tokens.to_string().replace(' ', "").as_str(), "test" | "any()")
        }
        _ => false,
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Const(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_no_product(attributes) {
            visit::visit_item(self, item);
        }
    }

    /// `pub(super)` says who may name an item, and names nobody.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.bring_in(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.inner.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.inner.pop();
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.paths.push((self.inner.clone(), path.segments.iter().map(|segment| segment.ident.to_string()).collect()));
        visit::visit_path(self, path);
    }

    /// The words inside a macro call or an attribute are not parsed: each run of
    /// words joined by `::` counts as a path.
    fn visit_macro(&mut self, call: &'ast Macro) {
        self.read_tokens(&call.tokens.to_string());
        visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'ast MetaList) {
        self.read_tokens(&list.tokens.to_string());
        visit::visit_meta_list(self, list);
    }
}
