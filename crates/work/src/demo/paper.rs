//! Papers of the example as pages of plain text, which say what they are: nobody takes them for real ones.

use super::Scene;

/// The page for a paper of this name.
pub fn page(name: &str, scene: &Scene<'_>) -> Vec<u8> {
    let mut page = String::from("Мысал құжат / Пример документа\n\n");
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            page.push_str(&format!("{label}: {text}\n"));
        }
    };
    line("Атауы / Название", scene.title);
    line("Күні / Дата", &scene.day);
    if let Some((kk, ru)) = scene.village {
        line("Ауылы / Село", &format!("{kk} / {ru}"));
    }
    line("Файл", name);
    page.push_str(
        "\nБұл бет – Auyl бағдарламасының мысал жобасынан. Ондағы адамдар, ұйымдар, нөмірлер ойдан шығарылған.\n\
         Эта страница – из примерного проекта программы Auyl. Люди, организации и номера в нём вымышлены.\n",
    );
    page.into_bytes()
}
