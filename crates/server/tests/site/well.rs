//! A survey with a logic of its own, uploaded by Bolat: a number within bounds, one that another bounds, a sum, villages of a
//! district, a photo.

use crate::ground::doing;
use auyl_forms::xlsform::Sheets;
use auyl_work::Project;
use auyl_work::surveys::{Upload, draft, publish};

const TEXT: &str = "
# survey
| type | name | label::Қазақша (kk) | label::Русский (ru) | required | constraint | constraint_message::Қазақша (kk) | constraint_message::Русский (ru) | calculation | choice_filter |
| integer | people | Үйде неше адам? | Сколько человек дома? | yes | . >= 1 and . <= 30 | 1 мен 30 арасы | От 1 до 30 | | |
| integer | children | Оның ішінде бала | Из них детей | yes | . <= ${people} | Үйдегіден көп | Больше, чем в доме | | |
| calculate | adults | | | | | | | ${people} - ${children} | |
| note | told | Ересек: ${adults} | Взрослых: ${adults} | | | | | | |
| select_one district | district | Аудан | Район | yes | | | | | |
| select_one village | village | Ауыл | Село | yes | | | | | district = ${district} |
| image | well | Құдық суреті | Фото колодца | | | | | | |
# choices
| list_name | name | label::Қазақша (kk) | label::Русский (ru) | district |
| district | aral | Арал | Аральский | |
| district | qazaly | Қазалы | Казалинский | |
| village | qamystybas | Қамыстыбас | Камыстыбас | aral |
| village | aiteke | Әйтеке би | Айтеке би | qazaly |
# settings
| form_title | form_id | version | default_language |
| Құдық | well | 1 | Қазақша (kk) |
";

/// Publishes it.
pub async fn dig(project: &Project) {
    let bytes = Sheets::from_text(TEXT, &project.catalogue).to_workbook().expect("a workbook");
    let upload = Upload { name: "well.xlsx", fallback: None, of: None, is_new: true, bytes: &bytes };
    let (drafted, findings) = draft(project, upload, &doing()).await.expect("it is read");
    assert!(drafted.is_some(), "{findings:?}");
    publish(project, "well", None, &doing()).await.expect("it is published");
}
