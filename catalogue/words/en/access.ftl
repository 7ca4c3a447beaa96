finding-catalogue-role-unknown = There is no role "{ $name }" in roles.toml.
    .todo = Correct the name in "write" or add the role.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-catalogue-role-twice = The role "{ $id }" stands twice in the file.
    .todo = Keep one of them or give the other another name.
finding-filter-does-not-fit = "{ $field }" cannot be narrowed down this way.
    .todo = Choose another filter.
